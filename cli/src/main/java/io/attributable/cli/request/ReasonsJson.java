package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ReasonSide;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reads which reasons a request asks for: {@code 4}, or {@code {"count": 4, "side": "for"}}. */
final class ReasonsJson {
  private static final String COUNT = "count";
  private static final String SIDE = "side";
  private static final String EXPECTED =
      "a number from 1 on, or an object such as {\"count\": 4, \"side\": \"against\"} or \"for\"";

  private ReasonsJson() {}

  /**
   * What is asked for; empty for no reasons.
   *
   * @throws AttributionException BAD_REQUEST
   */
  static Optional<ReasonsWanted> read(RequestFields fields) {
    JsonNode value = fields.raw(RequestKey.REASONS);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode count = value.isObject() ? value.path(COUNT) : value;
    Optional<ReasonSide> side = side(value.path(SIDE));
    boolean known =
        value.properties().stream().allMatch(entry -> Set.of(COUNT, SIDE).contains(entry.getKey()));
    if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 1 || !known) {
      throw fields.mustBe(RequestKey.REASONS, EXPECTED, value);
    }
    return Optional.of(
        new ReasonsWanted(
            count.intValue(),
            side.orElseThrow(() -> fields.mustBe(RequestKey.REASONS, EXPECTED, value))));
  }

  private static Optional<ReasonSide> side(JsonNode word) {
    return word.isMissingNode() || word.isNull()
        ? Optional.of(ReasonSide.AGAINST)
        : Arrays.stream(ReasonSide.values())
            .filter(side -> side.word().equals(word.textValue()))
            .findFirst();
  }
}
