package io.attributable.evaluation;

import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Whether targets fit an output: metrics pick their values of it, where the model does not. */
record TargetFit(Target target, String output, Shape shape) {

  /**
   * Checks the output, and whether there is a target for each example.
   *
   * @throws AttributionException METRIC_NOT_APPLICABLE, TARGET_SHAPE
   */
  void checkExamples(int examples) {
    if (shape.numDimensions() == 0 || shape.get(0) != examples) {
      throw ExplainedInputs.refused(
          "output \"%s\" of shape %s".formatted(output, text()),
          "it has no value for each of %d examples".formatted(examples),
          "Name an output whose first dimension is the example.");
    }
    int given =
        target instanceof Target.PerExample each
            ? each.indices().size()
            : target instanceof Target.SlicePerExample slices
                ? slices.slices().size()
                : target instanceof Target.Mask mask && mask.perExample()
                    ? rows(mask.weights().shape())
                    : examples;
    if (given != examples) {
      throw wrong("%d were given for %d examples, one each is needed".formatted(given, examples));
    }
  }

  private static int rows(Shape weights) {
    return weights.numDimensions() == 0 ? 0 : Math.toIntExact(weights.get(0));
  }

  /**
   * Checks a target of one example.
   *
   * @throws AttributionException TARGET_REQUIRED, TARGET_SHAPE, TARGET_OUT_OF_RANGE
   */
  void check() {
    if (target instanceof Target.Difference two) {
      new TargetFit(new Target.Index(two.index()), output, shape).check();
      new TargetFit(new Target.Index(two.less()), output, shape).check();
      return;
    }
    if (target instanceof Target.Mask mask) {
      if (!mask.weights().shape().equals(shape.tail())) {
        throw wrong("a mask has a weight for each element of an example, of shape " + shape.tail());
      }
      return;
    }
    List<AxisSlice> axes = TargetValues.axes(target);
    if (target instanceof Target.None) {
      if (Arrays.stream(shape.asArray()).skip(1).anyMatch(size -> size != 1)) {
        throw new AttributionException(ErrorCode.TARGET_REQUIRED, output, text());
      }
      return;
    }
    if (axes.size() != shape.numDimensions() - 1) {
      throw wrong(
          "an index needs %d numbers per example, but has %d"
              .formatted(shape.numDimensions() - 1, axes.size()));
    }
    if (IntStream.range(0, axes.size()).anyMatch(i -> !axes.get(i).fits(shape.get(i + 1)))) {
      throw new AttributionException(
          ErrorCode.TARGET_OUT_OF_RANGE, target, output, text(), ranges());
    }
  }

  private String ranges() {
    return Arrays.stream(shape.asArray())
        .skip(1)
        .mapToObj(size -> "0 to " + (size - 1))
        .collect(Collectors.joining(", "));
  }

  private AttributionException wrong(String reason) {
    return new AttributionException(ErrorCode.TARGET_SHAPE, target, output, text(), reason);
  }

  private String text() {
    return Arrays.stream(shape.asArray())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
