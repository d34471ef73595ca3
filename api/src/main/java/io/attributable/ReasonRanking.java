package io.attributable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Orders the contributions of an example by size, equal ones as features are declared. */
final class ReasonRanking {
  /** The first features of one side, and those of the last one's rank that were left out. */
  record Ranked(List<Reason> reasons, List<String> alsoTied) {}

  private final FeatureContributions contributions;
  private final List<String> names;
  private final ReasonSide side;
  private final int count;

  ReasonRanking(FeatureContributions contributions, ReasonSide side, int count) {
    this.contributions = contributions;
    this.names = contributions.names();
    this.side = side;
    this.count = count;
  }

  /**
   * The reasons of an example.
   *
   * @throws AttributionException ATTRIBUTION_NOT_FINITE
   */
  Ranked of(int example) {
    double[] sums = contributions.of(example);
    double rounding = contributions.rounding(example);
    List<Integer> order = order(sums, rounding);
    double all = order.stream().mapToDouble(feature -> Math.abs(sums[feature])).sum();
    List<Reason> reasons = new ArrayList<>();
    List<String> alsoTied = new ArrayList<>();
    for (int from = 0; from < order.size() && reasons.size() < count; ) {
      List<Integer> tied = tied(order, from, sums, rounding);
      for (int feature : tied) {
        if (reasons.size() < count) {
          reasons.add(reason(example, feature, from + 1, sums[feature], all, tied.size() > 1));
        } else {
          alsoTied.add(names.get(feature));
        }
      }
      from += tied.size();
    }
    return new Ranked(reasons, alsoTied);
  }

  /** Those that contribute to the side, largest first. */
  private List<Integer> order(double[] sums, double rounding) {
    return IntStream.range(0, sums.length)
        .filter(feature -> side.weight(sums[feature]) > rounding)
        .boxed()
        .sorted(Comparator.comparingDouble(feature -> -Math.abs(sums[feature])))
        .toList();
  }

  /** Those that cannot be told apart from the first of them, as they are declared. */
  private static List<Integer> tied(List<Integer> order, int from, double[] sums, double rounding) {
    double first = Math.abs(sums[order.get(from)]);
    return order.stream()
        .skip(from)
        .takeWhile(feature -> first - Math.abs(sums[feature]) <= rounding)
        .sorted()
        .toList();
  }

  private Reason reason(
      int example, int feature, int rank, double contribution, double all, boolean tied) {
    String name = names.get(feature);
    FeatureText text = contributions.features().texts().get(name);
    return new Reason(
        rank,
        name,
        Optional.ofNullable(text).flatMap(known -> known.of(side)),
        contribution,
        Math.abs(contribution) / all,
        contributions.values(example, name),
        contributions.baselineValues(example, name),
        Optional.empty(),
        tied);
  }
}
