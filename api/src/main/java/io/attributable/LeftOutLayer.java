package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A layer that a request for all layers has no attribution for.
 *
 * @param layer its address
 * @param port the side that was asked for
 * @param code what a request for it alone fails with
 * @param reason the message of that failure, without the code
 */
public record LeftOutLayer(String layer, Port port, ErrorCode code, String reason) {

  /** A layer that was left out because of a failure. */
  public static LeftOutLayer of(String layer, Port port, AttributionException failure) {
    String message = String.valueOf(failure.getMessage());
    return new LeftOutLayer(
        layer, port, failure.code(), message.substring(failure.code().mark().length()));
  }

  /** As JSON has it: {@code {"layer": …, "port": "output", "code": "NoGradient", "reason": …}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("port", port.name().toLowerCase(Locale.ROOT));
    map.put("code", code.id());
    map.put("reason", reason);
    return map;
  }
}
