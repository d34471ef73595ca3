package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
 * @param groupings by name, too, for tensors without numbers; their features are their own
 */
public record FeatureMask(Map<String, NdArray<?>> ids, Map<String, FeatureGrouping> groupings) {
  private static final FeatureMask NONE = new FeatureMask(Map.of());

  /** Copies the maps. */
  public FeatureMask {
    NonNull.all(ids, "ids");
    NonNull.all(groupings, "groupings");
    ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
    groupings = Collections.unmodifiableMap(new LinkedHashMap<>(groupings));
  }

  /** Numbers alone. */
  public FeatureMask(Map<String, NdArray<?>> ids) {
    this(ids, Map.of());
  }

  /** A grouping of one input or layer. */
  public static FeatureMask of(String name, FeatureGrouping grouping) {
    return new FeatureMask(Map.of(), Map.of(name, grouping));
  }

  /** The same with other numbers. */
  public FeatureMask withIds(Map<String, NdArray<?>> others) {
    return new FeatureMask(others, groupings);
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
    return ids.isEmpty() && groupings.isEmpty();
  }

  static Optional<FeatureMask> read(Object value) {
    if (value instanceof FeatureMask mask) {
      return Optional.of(mask);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, NdArray<?>> ids = new LinkedHashMap<>();
    Map<String, FeatureGrouping> groupings = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Optional<FeatureGrouping> grouping = FeatureGrouping.read(entry.getValue());
      grouping.ifPresent(known -> groupings.put(name, known));
      if (grouping.isEmpty() && entry.getValue() instanceof NdArray<?> array) {
        ids.put(name, array);
      } else if (grouping.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new FeatureMask(ids, groupings));
  }

  /** By name, the shape of its numbers, or the grouping. */
  @JsonValue
  public Object toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    ids.forEach((name, array) -> map.put(name, Baseline.described(array)));
    groupings.forEach((name, grouping) -> map.put(name, grouping.toJson()));
    return map;
  }

  /** Whether the other has the same numbers. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureMask mask
        && groupings.equals(mask.groupings)
        && Baseline.sameArrays(ids, mask.ids);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ids.keySet(), groupings);
  }

  @Override
  public String toString() {
    return String.valueOf(toJson());
  }
}
