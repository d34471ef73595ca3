package io.attributable.requests;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Objects;

/**
 * Where a request stands, for messages: {@code Request <words> cannot be read}. Whoever reads a
 * request knows, and names it once.
 *
 * @param words such as {@code body} or {@code of the params}
 */
public record JsonPlace(String words) {
  /** The body of a request over HTTP. */
  public static final JsonPlace BODY = new JsonPlace("body");

  /** Refuses null. */
  public JsonPlace {
    Objects.requireNonNull(words, "words");
  }

  /** A failure to read the request: BAD_REQUEST. */
  public AttributionException wrong(String problem) {
    return new AttributionException(ErrorCode.BAD_REQUEST, words, problem);
  }

  /** A value that is something else than it has to be: BAD_REQUEST. */
  public AttributionException mustBe(String key, String expected, JsonNode found) {
    return wrong(
        "\"%s\" must be %s, but is %s".formatted(key, expected, JsonFields.shortened(found)));
  }
}
