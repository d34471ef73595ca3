package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Holds a target against the shape of the output it picks from. */
public final class TargetCheck {
  private final String output;
  private final Target target;

  public TargetCheck(String output, Target target) {
    this.output = output;
    this.target = target;
  }

  /**
   * Checks a target against a shape, as far as its dimensions are known.
   *
   * @param shape of known rank
   * @throws AttributionException OUTPUT_WITHOUT_EXAMPLES, TARGET_REQUIRED, TARGET_SHAPE,
   *     TARGET_OUT_OF_RANGE
   */
  public void check(Shape shape) {
    if (shape.numDimensions() == 0) {
      throw new AttributionException(ErrorCode.OUTPUT_WITHOUT_EXAMPLES, output, Types.text(shape));
    }
    if (target instanceof Target.None) {
      checkNone(shape);
    } else if (target instanceof Target.Index one) {
      checkRank(shape, one.index().size());
      checkRange(shape, one.index(), true);
    } else if (target instanceof Target.PerExample each) {
      checkPerExample(shape, each.indices());
    } else if (target instanceof Target.Slice one) {
      checkRank(shape, one.axes().size());
      checkRange(shape, one.axes());
    } else if (target instanceof Target.SlicePerExample each) {
      each.slices().forEach(axes -> checkRank(shape, axes.size()));
      if (shape.get(0) >= 0) {
        checkCount(shape, shape.get(0));
      }
      each.slices().forEach(axes -> checkRange(shape, axes));
    } else if (target instanceof Target.Difference two) {
      checkRank(shape, two.index().size());
      checkRange(shape, two.index(), true);
      checkRange(shape, two.less(), true);
    } else if (target instanceof Target.Mask mask) {
      checkMask(shape, mask);
    }
  }

  private void checkMask(Shape shape, Target.Mask mask) {
    if (mask.perExample() && shape.get(0) >= 0) {
      checkCount(shape, shape.get(0));
    }
    Shape weights = mask.perExample() ? mask.weights().shape().tail() : mask.weights().shape();
    boolean fits = weights.numDimensions() == shape.numDimensions() - 1;
    for (int i = 0; fits && i < weights.numDimensions(); i++) {
      fits = shape.get(i + 1) < 0 || shape.get(i + 1) == weights.get(i);
    }
    if (!fits) {
      throw wrongShape(
          shape,
          "a mask has a weight for each element of an example, which is of shape "
              + Types.text(shape.tail()));
    }
  }

  /**
   * Checks that there is a weight for each example.
   *
   * @throws AttributionException WEIGHTS_SHAPE
   */
  public void checkWeights(Optional<List<Double>> weights, Shape shape) {
    int count = weights.map(List::size).orElse(-1);
    if (count >= 0 && count != shape.get(0)) {
      throw new AttributionException(ErrorCode.WEIGHTS_SHAPE, count, shape.get(0));
    }
  }

  private void checkNone(Shape shape) {
    for (int i = 1; i < shape.numDimensions(); i++) {
      if (shape.get(i) >= 0 && shape.get(i) != 1) {
        throw new AttributionException(ErrorCode.TARGET_REQUIRED, output, Types.text(shape));
      }
    }
  }

  private void checkPerExample(Shape shape, List<List<Integer>> indices) {
    indices.forEach(index -> checkRank(shape, index.size()));
    if (shape.get(0) >= 0) {
      checkCount(shape, shape.get(0));
    }
    indices.forEach(index -> checkRange(shape, index, false));
  }

  /**
   * Checks that there are as many indices as examples, where each has its own.
   *
   * @param shape as far as it is known
   * @throws AttributionException TARGET_SHAPE
   */
  void checkCount(Shape shape, long examples) {
    OptionalInt given = TargetList.examples(target);
    if (given.isPresent() && given.getAsInt() != examples) {
      throw wrongShape(
          shape,
          given.getAsInt()
              + (target instanceof Target.PerExample
                  ? " indices"
                  : target instanceof Target.Mask ? " masks" : " slices")
              + " were given for "
              + examples
              + " examples, one each is needed");
    }
  }

  private void checkRank(Shape shape, int length) {
    int wanted = shape.numDimensions() - 1;
    if (length != wanted) {
      throw wrongShape(
          shape,
          wanted == 0
              ? "each example has one number already, so use no target"
              : (isSliced() ? "a slice needs " : "an index needs ")
                  + wanted
                  + (isSliced()
                      ? wanted == 1 ? " entry" : " entries"
                      : wanted == 1 ? " number" : " numbers")
                  + " per example, but has "
                  + length);
    }
  }

  private void checkRange(Shape shape, List<Integer> index, boolean negative) {
    for (int i = 0; i < index.size(); i++) {
      long size = shape.get(i + 1);
      int at = index.get(i);
      if (size >= 0 && (at >= size || (at < 0 && (!negative || at < -size)))) {
        throw new AttributionException(
            ErrorCode.TARGET_OUT_OF_RANGE,
            target,
            output,
            Types.text(shape),
            ranges(shape, negative));
      }
    }
  }

  private void checkRange(Shape shape, List<AxisSlice> axes) {
    for (int i = 0; i < axes.size(); i++) {
      long size = shape.get(i + 1);
      if (size >= 0 && !axes.get(i).fits(size)) {
        throw new AttributionException(
            ErrorCode.TARGET_OUT_OF_RANGE,
            target,
            output,
            Types.text(shape),
            "slices of at least one element within " + sizes(shape));
      }
    }
  }

  private static String sizes(Shape shape) {
    return LongStream.of(shape.asArray())
        .skip(1)
        .mapToObj(size -> size < 0 ? "any" : "0:" + size)
        .collect(Collectors.joining(", "));
  }

  private boolean isSliced() {
    return target instanceof Target.Slice || target instanceof Target.SlicePerExample;
  }

  private static String ranges(Shape shape, boolean negative) {
    return LongStream.of(shape.asArray())
        .skip(1)
        .mapToObj(size -> size < 0 ? "any" : (negative ? -size : 0) + " to " + (size - 1))
        .collect(Collectors.joining(", "));
  }

  private AttributionException wrongShape(Shape shape, String reason) {
    return new AttributionException(
        ErrorCode.TARGET_SHAPE, target, output, Types.text(shape), reason);
  }
}
