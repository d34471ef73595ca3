package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A layer without an attribution in the result of a request for all layers. Immutable, safe for any
 * number of threads.
 *
 * @param layer its address
 * @param port the requested side
 * @param code the error of a request for it alone
 * @param reasons the message of that error, without the code, per wording
 */
public record LeftOutLayer(String layer, Port port, ErrorCode code, Map<Wording, String> reasons) {
  /** Copies the map. */
  public LeftOutLayer {
    reasons = Map.copyOf(reasons);
  }

  /** A layer that cannot be explained because of a failure. */
  public static LeftOutLayer of(String layer, Port port, AttributionException failure) {
    int mark = failure.code().mark().length();
    return new LeftOutLayer(
        layer,
        port,
        failure.code(),
        Arrays.stream(Wording.values())
            .collect(
                Collectors.toMap(
                    Function.identity(), wording -> failure.message(wording).substring(mark))));
  }

  /** The message of the failure, without the code, in Java's wording. */
  public String reason() {
    return reason(Wording.JAVA);
  }

  /** The message of the failure, without the code, in the given wording. */
  public String reason(Wording wording) {
    return reasons.getOrDefault(wording, "");
  }

  /** As JSON: {@code {"layer": …, "port": "output", "code": "NoGradient", "reason": …}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** As {@link #toMap()}, with the reason in the given wording. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("port", port.name().toLowerCase(Locale.ROOT));
    map.put("code", code.id());
    map.put("reason", reason(wording));
    return map;
  }
}
