package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Smoothing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the noise that the attributions of a request are smoothed by. */
final class SmoothJson {
  private static final String EXPECTED =
      "an object with a kind and parameters, such as {\"kind\": \"smoothgrad\", \"samples\": 5,"
          + " \"stdev\": 0.1}";
  private static final ObjectMapper VALUES = new ObjectMapper();

  private SmoothJson() {}

  /**
   * The smoothing; empty for none.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST, NOISE_INVALID
   */
  static Optional<Smoothing> read(RequestFields fields) {
    JsonNode value = fields.raw(RequestKey.SMOOTH);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw fields.mustBe(RequestKey.SMOOTH, EXPECTED, value);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!entry.getValue().isNull()) {
        parameters.put(entry.getKey(), VALUES.convertValue(entry.getValue(), Object.class));
      }
    }
    return Optional.of(Smoothing.of(parameters));
  }
}
