package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one of many examples: either its attributions or why there are none.
 *
 * @param position how many examples came before it
 * @param id what the caller knows it by
 * @param explained its attributions, as a request for it alone would have them
 * @param failure why it could not be explained; others are not affected
 */
public record ExampleResult(
    long position,
    Optional<String> id,
    Optional<Attributions> explained,
    Optional<AttributionException> failure) {

  /**
   * As JSON has it, and as the command line's replies are: {@code {"position": 0, "id": …,
   * "layers": […]}}, or {@code "error"} in place of the layers.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("position", position);
    id.ifPresent(name -> map.put("id", name));
    explained.ifPresent(attributions -> map.putAll(attributions.toMap()));
    failure.ifPresent(problem -> map.put("error", problem.toMap()));
    return map;
  }

  /**
   * The attributions.
   *
   * @throws AttributionException why there are none
   */
  public Attributions attributions() {
    failure.ifPresent(
        problem -> {
          throw problem;
        });
    return explained.orElseThrow();
  }
}
