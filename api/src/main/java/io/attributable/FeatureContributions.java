package io.attributable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** What attributions of columns sum to, by feature. */
final class FeatureContributions {
  /** Columns of one layer. */
  private record Part(FeatureColumns layer, int column) {}

  private final Map<String, List<Part>> parts = new LinkedHashMap<>();
  private final Features features;
  private final double rounding;

  private FeatureContributions(List<Attribution> layers) {
    Features all = Features.none();
    double coarsest = 0;
    for (Attribution layer : layers) {
      FeatureColumns columns = FeatureColumns.of(layer);
      for (int i = 0; i < columns.names().size(); i++) {
        parts
            .computeIfAbsent(columns.names().get(i), name -> new ArrayList<>())
            .add(new Part(columns, i));
      }
      all = all.and(layer.features());
      coarsest = Math.max(coarsest, rounding(layer.tensor().elementType()));
    }
    this.features = all;
    this.rounding = coarsest;
  }

  /** Of layers of one run. */
  static FeatureContributions of(List<Attribution> layers) {
    return new FeatureContributions(layers);
  }

  /** Eight units in the last place of 1. */
  private static double rounding(ElementType type) {
    return 8
        * switch (type) {
          case FLOAT64 -> 0x1p-52;
          case FLOAT32 -> 0x1p-23;
          case FLOAT16 -> 0x1p-10;
          case BFLOAT16 -> 0x1p-7;
        };
  }

  /**
   * What differences between features of an example can be by rounding alone. What cancels out
   * within a feature was rounded, too, so that sizes before it count.
   */
  double rounding(int example) {
    double largest = 0;
    for (List<Part> feature : parts.values()) {
      double size = 0;
      for (Part part : feature) {
        size += part.layer().size(example, part.column());
      }
      largest = Math.max(largest, size);
    }
    return largest * rounding;
  }

  /** The features in the order in which they are declared. */
  List<String> names() {
    return List.copyOf(parts.keySet());
  }

  /** What is said of a feature. */
  Features features() {
    return features;
  }

  /**
   * By feature, in their order, what its attributions sum to.
   *
   * @throws AttributionException ATTRIBUTION_NOT_FINITE
   */
  double[] of(int example) {
    double[] sums = new double[parts.size()];
    int at = 0;
    for (Map.Entry<String, List<Part>> feature : parts.entrySet()) {
      for (Part part : feature.getValue()) {
        sums[at] += part.layer().contribution(example, part.column());
      }
      if (!Double.isFinite(sums[at])) {
        throw new AttributionException(
            ErrorCode.ATTRIBUTION_NOT_FINITE, feature.getKey(), example, sums[at]);
      }
      at++;
    }
    return sums;
  }

  /** The values of a feature's columns; none where one of them has none. */
  List<Number> values(int example, String feature) {
    return numbers(feature, part -> part.layer().value(example, part.column()));
  }

  /** The same of the baseline. */
  List<Number> baselineValues(int example, String feature) {
    return numbers(feature, part -> part.layer().baselineValue(example, part.column()));
  }

  private List<Number> numbers(String feature, Function<Part, Optional<Number>> of) {
    List<Number> numbers = new ArrayList<>();
    for (Part part : parts.getOrDefault(feature, List.of())) {
      of.apply(part).ifPresent(numbers::add);
    }
    return numbers.size() == parts.getOrDefault(feature, List.of()).size() ? numbers : List.of();
  }

  static double[] flat(DoubleNdArray array) {
    double[] flat = new double[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(flat, false, false));
    return flat;
  }
}
