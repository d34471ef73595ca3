package io.attributable.spark;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.drift.AttributionDrift;
import io.attributable.evidence.drift.Ndcg;
import io.attributable.spark.internal.summary.MeanWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a model ranks features as it did, by normalised discounted cumulative gain, as Amazon
 * SageMaker Clarify compares rankings. Immutable.
 *
 * @param ndcg 1 for the same ranking, less the more the heaviest features moved
 * @param threshold below which there is an alarm
 * @param rowsBefore how many rows the ranking before is of
 * @param rowsNow how many rows the ranking now is of
 * @param features in the order of the ranking before
 */
public record FeatureDrift(
    double ndcg, double threshold, long rowsBefore, long rowsNow, List<Shift> features) {
  /** What SageMaker Clarify takes. */
  public static final double DEFAULT_THRESHOLD = AttributionDrift.DEFAULT_THRESHOLD;

  /**
   * A feature, before and now.
   *
   * @param weightBefore the mean magnitude of its attributions
   * @param rankBefore counted from 1
   */
  public record Shift(
      String feature, double weightBefore, double weightNow, int rankBefore, int rankNow) {}

  /** Copies the list. */
  public FeatureDrift {
    features = List.copyOf(features);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("a threshold of NDCG is from 0 to 1, but is " + threshold);
    }
  }

  static FeatureDrift of(MeanWeights before, MeanWeights now, double threshold) {
    if (!before.features().equals(now.features())) {
      throw new AttributionException(
          ErrorCode.FEATURES_INVALID,
          "the rows now",
          "they have %d features, %s, but those before %d, %s"
              .formatted(
                  now.features().size(),
                  first(now.features()),
                  before.features().size(),
                  first(before.features())));
    }
    double[] weightsBefore = before.array();
    double[] weightsNow = now.array();
    return new FeatureDrift(
        Ndcg.of(weightsBefore, weightsNow),
        threshold,
        before.rows(),
        now.rows(),
        shifts(before.features(), weightsBefore, weightsNow));
  }

  /** Whether rankings differ more than the threshold allows. */
  public boolean alarm() {
    return ndcg < threshold;
  }

  private static String first(List<String> features) {
    int shown = Math.min(features.size(), 5);
    return features.subList(0, shown) + (shown < features.size() ? "…" : "");
  }

  private static List<Shift> shifts(List<String> names, double[] before, double[] now) {
    int[] ranksBefore = ranks(before);
    int[] ranksNow = ranks(now);
    List<Shift> shifts = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      shifts.add(new Shift(names.get(i), before[i], now[i], ranksBefore[i], ranksNow[i]));
    }
    shifts.sort(Comparator.comparingInt(Shift::rankBefore));
    return shifts;
  }

  private static int[] ranks(double[] weights) {
    int[] ranks = new int[weights.length];
    int[] order = Ndcg.ranked(weights);
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order[rank]] = rank + 1;
    }
    return ranks;
  }
}
