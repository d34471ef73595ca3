package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which elements of one input or layer are one feature, in other words than numbers. Immutable.
 *
 * @see FeatureMask
 */
public sealed interface FeatureGrouping {

  /**
   * Each index along some axes is a feature: tokens of {@code [examples, tokens, vector]} are along
   * 1, channels of {@code [examples, height, width, channels]} along -1, pixels along 1 and 2.
   *
   * @param axes of the tensor, 0 being the example; negative ones count from the end
   */
  static FeatureGrouping along(int... axes) {
    return new Along(java.util.Arrays.stream(axes).boxed().toList());
  }

  /**
   * Columns by their names, as {@link Features} of the request or a model card call them; columns
   * that share a name are one feature anyway.
   *
   * @param groups by the name of a feature, the names of its columns, or their positions as texts
   */
  static FeatureGrouping named(Map<String, List<String>> groups) {
    return new Named(groups);
  }

  /**
   * Regions of each example's own picture, as a {@link io.attributable.regions.Segmentation} on the
   * class path cuts it, such as that of {@code attributable-regions}: superpixels.
   *
   * @param scale of the picture at 224 by 224 pixels: larger ones give larger regions; 100 gives
   *     some dozens
   */
  static FeatureGrouping superpixels(double scale) {
    return new Superpixels(scale);
  }

  /**
   * The words of each example's text, as they are written: all tokens of a word, each mark between
   * words, each token that is not in the text, and all padding. What reads texts into ids knows
   * which these are: it puts numbers in the place of this grouping, as {@code WordMasks} of {@code
   * attributable-inputs} does, before a model is asked.
   */
  static FeatureGrouping words() {
    return new Words();
  }

  /**
   * As requests have it: {@code {"along": [1]}}, {@code {"groups": …}}, {@code {"superpixels":
   * 100}}, {@code "words"}.
   */
  @JsonValue
  Object toJson();

  /** Reads what {@link #toJson()} gives; empty for anything else. */
  static Optional<FeatureGrouping> read(Object value) {
    if (Words.WORD.equals(value)) {
      return Optional.of(words());
    }
    if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
      return Optional.empty();
    }
    Object only = map.values().iterator().next();
    return switch (String.valueOf(map.keySet().iterator().next())) {
      case Along.WORD -> Window.read(only).map(axes -> new Along(axes.sizes()));
      case Named.WORD -> Named.read(only);
      case Superpixels.WORD ->
          Baseline.number(only).filter(scale -> scale > 0).map(Superpixels::new);
      default -> Optional.empty();
    };
  }

  /** See {@link FeatureGrouping#along(int...)}. */
  record Along(List<Integer> axes) implements FeatureGrouping {
    static final String WORD = "along";

    /** Copies the axes. */
    public Along {
      NonNull.all(axes, "axes");
      axes = List.copyOf(axes);
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of(WORD, axes);
    }
  }

  /** See {@link FeatureGrouping#named(Map)}. */
  record Named(Map<String, List<String>> groups) implements FeatureGrouping {
    static final String WORD = "groups";

    /** Copies the map. */
    public Named {
      NonNull.all(groups, "groups");
      Map<String, List<String>> copies = new LinkedHashMap<>();
      groups.forEach((name, columns) -> copies.put(name, List.copyOf(columns)));
      groups = Collections.unmodifiableMap(copies);
    }

    private static Optional<FeatureGrouping> read(Object value) {
      if (!(value instanceof Map<?, ?> map)
          || !map.values().stream().allMatch(List.class::isInstance)) {
        return Optional.empty();
      }
      Map<String, List<String>> groups = new LinkedHashMap<>();
      map.forEach(
          (name, columns) ->
              groups.put(
                  String.valueOf(name),
                  ((List<?>) columns).stream().map(String::valueOf).toList()));
      return Optional.of(new Named(groups));
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of(WORD, groups);
    }
  }

  /**
   * See {@link FeatureGrouping#superpixels(double)}.
   *
   * @param scale above 0
   */
  record Superpixels(double scale) implements FeatureGrouping {
    static final String WORD = "superpixels";

    /**
     * Requires a number that makes sense.
     *
     * @throws IllegalArgumentException for others
     */
    public Superpixels {
      if (!(scale > 0) || Double.isInfinite(scale)) {
        throw new IllegalArgumentException("scale " + scale);
      }
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of(WORD, scale);
    }
  }

  /** See {@link FeatureGrouping#words()}. */
  record Words() implements FeatureGrouping {
    static final String WORD = "words";

    @Override
    public String toJson() {
      return WORD;
    }
  }
}
