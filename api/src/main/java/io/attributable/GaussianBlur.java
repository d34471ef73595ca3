package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian blur of each example, as {@code scipy.ndimage.gaussian_filter} has it: kernels end
 * after four standard deviations, and what lies beyond the border is the picture, mirrored there
 * ({@code mode="reflect"}). Immutable, safe for any number of threads.
 *
 * @param sigma the standard deviation in elements, above 0
 * @param axes along which it blurs, axis 0 being the example; empty for all but the first and the
 *     last, which hold the examples and the channels
 */
public record GaussianBlur(double sigma, List<Integer> axes) {
  private static final String BLUR = "blur";
  private static final String AXES = "axes";

  /** Copies the axes. */
  public GaussianBlur {
    NonNull.all(axes, "axes");
    axes = List.copyOf(axes);
  }

  /** Along all axes but the first and the last. */
  public static GaussianBlur of(double sigma) {
    return new GaussianBlur(sigma, List.of());
  }

  /** Reads {@code {"blur": 5}} and {@code {"blur": 5, "axes": [2, 3]}}. */
  static Optional<GaussianBlur> read(Object value) {
    if (!(value instanceof Map<?, ?> map)
        || !map.containsKey(BLUR)
        || map.size() > (map.containsKey(AXES) ? 2 : 1)) {
      return Optional.empty();
    }
    Optional<Double> sigma = Baseline.number(map.get(BLUR)).filter(number -> number > 0);
    Optional<List<Integer>> axes = axes(map.get(AXES));
    return sigma.isPresent() && axes.isPresent()
        ? Optional.of(new GaussianBlur(sigma.get(), axes.get()))
        : Optional.empty();
  }

  private static Optional<List<Integer>> axes(@Nullable Object value) {
    List<Integer> axes = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object axis : list) {
        if (!(axis instanceof Integer number)) {
          return Optional.empty();
        }
        axes.add(number);
      }
      return Optional.of(axes);
    }
    return value == null ? Optional.of(axes) : Optional.empty();
  }

  /** As requests have it. */
  @JsonValue
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(BLUR, sigma);
    if (!axes.isEmpty()) {
      json.put(AXES, axes);
    }
    return json;
  }
}
