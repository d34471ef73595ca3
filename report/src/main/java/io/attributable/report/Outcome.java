package io.attributable.report;

import io.attributable.Prediction;
import io.attributable.Target;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the model gave, and what its numbers are called. */
final class Outcome {
  private static final double ROUNDING = 1e-3;
  private final Optional<Prediction> prediction;
  private final List<String> classes;

  Outcome(ReportContent report) {
    this.prediction = report.prediction();
    this.classes = report.classes();
  }

  /** A class with its number. */
  record Score(ClassLabel label, double value) {}

  /** The output of an example, the largest number first; none where it is unknown. */
  List<Score> scores(int example) {
    double[] row = row(example);
    return IntStream.range(0, row.length)
        .mapToObj(i -> new Score(label(i), row[i]))
        .sorted(Comparator.comparingDouble((Score score) -> -score.value()))
        .toList();
  }

  /** Whether an example's numbers are shares of 1. */
  boolean areProbabilities(int example) {
    double[] row = row(example);
    boolean within = Arrays.stream(row).allMatch(value -> value >= 0 && value <= 1);
    return row.length > 1 && within && Math.abs(Arrays.stream(row).sum() - 1) < ROUNDING;
  }

  private double[] row(int example) {
    return prediction
        .map(given -> Values.of(given.tensor().values(), example))
        .filter(values -> values.rank() <= 1)
        .map(Values::numbers)
        .orElse(new double[0]);
  }

  /** Which class of an example a target means. */
  ClassLabel label(Target target, int example) {
    if (target instanceof Target.Index one && one.index().size() == 1) {
      return label(counted(one.index().get(0), example));
    }
    if (target instanceof Target.PerExample each && each.indices().get(example).size() == 1) {
      return label(counted(each.indices().get(example).get(0), example));
    }
    if (target instanceof Target.Predicted && row(example).length > 0) {
      return scores(example).get(0).label();
    }
    return new ClassLabel(
        -1, target instanceof Target.None ? outputName() : words(target, example));
  }

  private static String words(Target target, int example) {
    return target instanceof Target.PerExample each
        ? "element " + each.indices().get(example)
        : target.toString();
  }

  private String outputName() {
    return prediction.map(Prediction::output).orElse("the output");
  }

  private int counted(int index, int example) {
    int length = Math.max(row(example).length, classes.size());
    return index < 0 ? index + length : index;
  }

  private ClassLabel label(int index) {
    boolean named = index >= 0 && index < classes.size();
    boolean only = classes.isEmpty() && row(0).length == 1;
    return new ClassLabel(
        index, named ? classes.get(index) : only ? outputName() : "class " + index);
  }
}
