package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * Which elements of tensors are one feature (captum's {@code feature_mask}): elements with the same
 * number are, also across tensors. Immutable, but for the arrays, which are read when a request is
 * run. Safe for any number of threads.
 *
 * @param ids whole numbers from 0 on, by the names of the signature's inputs or by addresses of
 *     explained layers: one row without the example's dimension, for all examples, or one with a
 *     row for each. A dimension of 1 stands for all along it: {@code [height, width, 1]} puts the
 *     channels of a pixel together. Tensors that are not named have a feature for each element.
 */
public record FeatureMask(Map<String, NdArray<?>> ids) {
  private static final FeatureMask NONE = new FeatureMask(Map.of());

  /** Copies the map. */
  public FeatureMask {
    NonNull.all(ids, "ids");
    ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
  }

  /** Every element is a feature of its own. */
  public static FeatureMask none() {
    return NONE;
  }

  /** The mask of one input or layer. */
  public static FeatureMask of(String name, NdArray<?> ids) {
    return new FeatureMask(Map.of(name, ids));
  }

  /** Whether it says nothing. */
  public boolean isNone() {
    return ids.isEmpty();
  }

  static Optional<FeatureMask> read(Object value) {
    if (value instanceof FeatureMask mask) {
      return Optional.of(mask);
    }
    return Baselines.read(value).map(arrays -> new FeatureMask(arrays.rows()));
  }

  /** By name, the shape of its numbers. */
  @JsonValue
  public Object toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    ids.forEach((name, array) -> map.put(name, Baseline.described(array)));
    return map;
  }

  /** Whether the other has the same numbers. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureMask mask && Baseline.sameArrays(ids, mask.ids);
  }

  @Override
  public int hashCode() {
    return ids.keySet().hashCode();
  }

  @Override
  public String toString() {
    return String.valueOf(toJson());
  }
}
