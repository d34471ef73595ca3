package io.attributable.evidence.compare;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;
import java.util.List;

/** A number that says how far two explanations agree. */
public enum Metric {
  /** Spearman's rank correlation, −1 to 1: whether both put the values in the same order. */
  SPEARMAN("spearman", true, -1, 1),
  /** Kendall's τ-b, −1 to 1: how many pairs of values both put in the same order. */
  KENDALL("kendall", true, -1, 1),
  /** Which part of the k values of largest magnitude both have in common, 0 to 1. */
  TOP_K("top-k", true, 0, 1),
  /** Which part of the values has the same sign, 0 to 1; 0 is a sign of its own. */
  SIGNS("signs", true, 0, 1),
  /** The cosine of the angle between both, −1 to 1. */
  COSINE("cosine", true, -1, 1),
  /** The Euclidean distance, as a part of the norm of the first; 0 where they are equal. */
  DISTANCE("distance", false, 0, Double.MAX_VALUE),
  /** The largest difference between the explained outputs. */
  OUTPUT("output", false, 0, Double.MAX_VALUE);

  private final String word;
  private final boolean similarity;
  private final double least;
  private final double most;

  Metric(String word, boolean similarity, double least, double most) {
    this.word = word;
    this.similarity = similarity;
    this.least = least;
    this.most = most;
  }

  /** Whether it can have this value; a threshold beyond is met never, or always. */
  public boolean canBe(double value) {
    return value >= least && value <= most;
  }

  /** What it can be, such as {@code from -1 to 1}. */
  String range() {
    return similarity ? "from %.0f to %.0f".formatted(least, most) : "0 or more";
  }

  /** As thresholds and JSON write it, such as {@code top-k}. */
  public String word() {
    return word;
  }

  /** Whether more is better; of the others, less is. */
  public boolean isSimilarity() {
    return similarity;
  }

  /** Whether a value is at least, or at most, what is wanted; one that is no number never is. */
  public boolean meets(double value, double threshold) {
    return similarity ? value >= threshold : value <= threshold;
  }

  /**
   * The metric of a word.
   *
   * @throws AttributionException USAGE
   */
  public static Metric named(String name) {
    List<String> words = Arrays.stream(values()).map(Metric::word).toList();
    return Arrays.stream(values())
        .filter(metric -> metric.word.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.USAGE,
                    "no metric \"%s\"; there are %s".formatted(name, String.join(", ", words)),
                    "attributable diff"));
  }
}
