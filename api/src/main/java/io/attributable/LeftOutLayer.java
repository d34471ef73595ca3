package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A layer that a request for all layers has no attribution for.
 *
 * @param layer its address
 * @param port the side that was asked for
 * @param code what a request for it alone fails with
 * @param reasons the message of that failure, without the code, in the words of where it is read
 */
public record LeftOutLayer(String layer, Port port, ErrorCode code, Map<Wording, String> reasons) {
  /** Copies the map. */
  public LeftOutLayer {
    reasons = Map.copyOf(reasons);
  }

  /** A layer that was left out because of a failure. */
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

  /** The message of the failure, without the code, as Java says it. */
  public String reason() {
    return reason(Wording.JAVA);
  }

  /** The message of the failure, without the code, in the words of where it is read. */
  public String reason(Wording wording) {
    return reasons.getOrDefault(wording, "");
  }

  /** As JSON has it: {@code {"layer": …, "port": "output", "code": "NoGradient", "reason": …}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** The same with the reason in the words of where it is read. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("port", port.name().toLowerCase(Locale.ROOT));
    map.put("code", code.id());
    map.put("reason", reason(wording));
    return map;
  }
}
