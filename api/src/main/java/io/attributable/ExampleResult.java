package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one example of a stream: either its attributions or its failure. Immutable, safe
 * for any number of threads.
 *
 * @param position its index in the stream, from 0
 * @param id the caller's name for it
 * @param explained its attributions, equal to those of a request for it alone
 * @param failure why it could not be explained; others are not affected
 */
public record ExampleResult(
    long position,
    Optional<String> id,
    Optional<Attributions> explained,
    Optional<AttributionException> failure) {

  /**
   * As JSON, and as the command line's replies: {@code {"position": 0, "id": …, "layers": […]}}, or
   * {@code "error"} instead of the layers.
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
   * @throws AttributionException the failure, if there is one
   */
  public Attributions attributions() {
    failure.ifPresent(
        problem -> {
          throw problem;
        });
    return explained.orElseThrow();
  }
}
