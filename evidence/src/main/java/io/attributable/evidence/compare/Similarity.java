package io.attributable.evidence.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.metrics.RankCorrelation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far two vectors of attributions agree.
 *
 * <p>Places where both have the same infinity, or both no number, are left out of all metrics and
 * counted; where only one has, there is nothing to compare, and all metrics are NaN, which meets no
 * threshold. Of a vector whose values are all equal there is no order: rank correlations with
 * another such vector are 1, with any other NaN. The cosine of two vectors of zeros is 1, of one of
 * them NaN.
 *
 * @param values by metric, all but {@link Metric#OUTPUT}
 * @param maxDifference the largest difference of two values
 * @param maxRelative the largest difference, each as a part of the larger magnitude of the two
 * @param notFinite how many places are left out
 */
public record Similarity(
    Map<Metric, Double> values, double maxDifference, double maxRelative, int notFinite) {

  /** Copies the map. */
  public Similarity {
    values = new EnumMap<>(values);
  }

  /**
   * Compares two vectors.
   *
   * @param other of the same length
   * @param k how many values of largest magnitude {@link Metric#TOP_K} looks at; all where there
   *     are fewer
   */
  public static Similarity of(double[] one, double[] other, int k) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " values and " + other.length);
    }
    List<Integer> finite = new ArrayList<>();
    int shared = 0;
    for (int i = 0; i < one.length; i++) {
      if (Double.isFinite(one[i]) && Double.isFinite(other[i])) {
        finite.add(i);
      } else if (Double.compare(one[i], other[i]) == 0) {
        shared++;
      }
    }
    boolean comparable = finite.size() + shared == one.length;
    return comparable
        ? ofFinite(pick(one, finite), pick(other, finite), k, shared)
        : nothing(one.length - finite.size());
  }

  private static double[] pick(double[] values, List<Integer> places) {
    return places.stream().mapToDouble(i -> values[i]).toArray();
  }

  private static Similarity nothing(int notFinite) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (metric != Metric.OUTPUT) {
        values.put(metric, Double.NaN);
      }
    }
    return new Similarity(values, Double.NaN, Double.NaN, notFinite);
  }

  private static Similarity ofFinite(double[] one, double[] other, int k, int notFinite) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    boolean noOrder = isConstant(one) && isConstant(other);
    values.put(Metric.SPEARMAN, noOrder ? 1 : RankCorrelation.spearman(one, other));
    values.put(Metric.KENDALL, noOrder ? 1 : RankCorrelation.kendall(one, other));
    values.put(Metric.TOP_K, topK(one, other, k));
    values.put(Metric.SIGNS, signs(one, other));
    values.put(Metric.COSINE, cosine(one, other));
    values.put(Metric.DISTANCE, distance(one, other));
    double difference = 0;
    double relative = 0;
    for (int i = 0; i < one.length; i++) {
      double apart = Math.abs(one[i] - other[i]);
      difference = Math.max(difference, apart);
      double larger = Math.max(Math.abs(one[i]), Math.abs(other[i]));
      relative = Math.max(relative, larger == 0 ? 0 : apart / larger);
    }
    return new Similarity(values, difference, relative, notFinite);
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** Rounding goes beyond 1. */
  private static double clamped(double correlation) {
    return Double.isNaN(correlation) ? correlation : Math.max(-1, Math.min(1, correlation));
  }

  private static double topK(double[] one, double[] other, int k) {
    int count = Math.min(k, one.length);
    if (count == 0) {
      return 1;
    }
    Set<Integer> largest = largest(one, count);
    largest.retainAll(largest(other, count));
    return (double) largest.size() / count;
  }

  private static Set<Integer> largest(double[] values, int count) {
    double[] magnitudes = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Math.abs(values[i]);
    }
    // Equal ones in the order of the places.
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -magnitudes[i]))
        .limit(count)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static double signs(double[] one, double[] other) {
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += Math.signum(one[i]) == Math.signum(other[i]) ? 1 : 0;
    }
    return one.length == 0 ? 1 : (double) same / one.length;
  }

  private static double cosine(double[] one, double[] other) {
    double scale = largest(one);
    double otherScale = largest(other);
    if (scale == 0 || otherScale == 0) {
      return scale == otherScale ? 1 : Double.NaN;
    }
    double product = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < one.length; i++) {
      double left = one[i] / scale;
      double right = other[i] / otherScale;
      product += left * right;
      squares += left * left;
      otherSquares += right * right;
    }
    return clamped(product / Math.sqrt(squares * otherSquares));
  }

  /** Sums of squares of denormal or huge numbers would vanish or overflow without it. */
  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double distance(double[] one, double[] other) {
    double scale = Math.max(largest(one), largest(other));
    if (scale == 0) {
      return 0;
    }
    double squares = 0;
    double apart = 0;
    for (int i = 0; i < one.length; i++) {
      squares += one[i] / scale * (one[i] / scale);
      double difference = one[i] / scale - other[i] / scale;
      apart += difference * difference;
    }
    return apart == 0 ? 0 : Math.sqrt(apart) / Math.sqrt(squares);
  }

  /** The value of a metric. */
  public double get(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }

  /** As JSON; what is no number is a text: {@code "NaN"}. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((metric, value) -> map.put(metric.word(), json(value)));
    map.put("maxDifference", json(maxDifference));
    map.put("maxRelative", json(maxRelative));
    if (notFinite > 0) {
      map.put("notFinite", notFinite);
    }
    return map;
  }

  private static Object json(double value) {
    return Double.isFinite(value) ? (Object) value : String.valueOf(value);
  }
}
