package io.attributable.graph.tape.rules.reduce;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ConstantIntegers;
import io.attributable.graph.write.NodeWriter;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The axes that an op has reduced: input 0 over the axes of input 1. Static shapes and axes are
 * used where possible; the rest is computed at run time.
 */
final class ReductionAxes {
  private final RuleContext context;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final Optional<boolean[]> reduced;

  ReductionAxes(RuleContext context) {
    this.context = context;
    this.writer = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.reduced = reduced(context);
  }

  private static Optional<boolean[]> reduced(RuleContext context) {
    Shape shape = context.writer().graph().shape(context.input(0));
    Optional<int[]> axes = ConstantIntegers.ints(context.writer().graph(), context.input(1));
    if (shape.isUnknown() || axes.isEmpty()) {
      return Optional.empty();
    }
    boolean[] reduced = new boolean[shape.numDimensions()];
    for (int axis : axes.get()) {
      reduced[Math.floorMod(axis, reduced.length)] = true;
    }
    return Optional.of(reduced);
  }

  /** A tensor shaped like the op's output, with the reduced axes kept at size 1. */
  TensorRef kept(TensorRef result) {
    if (context.attribute("keep_dims").getB()) {
      return result;
    }
    Optional<long[]> sizes = keptSizes();
    if (sizes.isEmpty()) {
      return writer.reshape(result, keptShape(), Shape.unknown());
    }
    long unknown = LongStream.of(sizes.get()).filter(size -> size < 0).count();
    TensorRef shape = unknown > 1 ? keptShape() : writer.ints(toInts(sizes.get()));
    return writer.reshape(result, shape, Shape.of(sizes.get()));
  }

  private Optional<long[]> keptSizes() {
    return reduced.map(
        axes -> {
          long[] sizes = writer.graph().shape(context.input(0)).asArray();
          for (int i = 0; i < sizes.length; i++) {
            sizes[i] = axes[i] ? 1 : sizes[i];
          }
          return sizes;
        });
  }

  private static int[] toInts(long[] sizes) {
    return LongStream.of(sizes).mapToInt(Math::toIntExact).toArray();
  }

  private TensorRef keptShape() {
    TensorRef shape = writer.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef axes = positions();
    TensorRef ones = writer.unary("OnesLike", axes);
    return context
        .writer()
        .op("DynamicStitch", arrays.range(arrays.rank(context.input(0))), axes, shape, ones)
        .write();
  }

  /** The reduced axes as a vector of 32-bit integers, none of them negative. */
  TensorRef positions() {
    TensorRef given = writer.cast(context.input(1), DataType.DT_INT32);
    TensorRef axes = writer.reshape(given, writer.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
    return writer.binary("FloorMod", axes, arrays.rank(context.input(0)));
  }

  /** 1 / (number of values that were reduced to each result). */
  TensorRef share(TensorRef like) {
    Optional<Long> count = count();
    if (count.isPresent()) {
      return writer.scalarLike(like, 1.0 / count.get());
    }
    TensorRef shape = writer.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef elements = arrays.product(arrays.gather(shape, positions()));
    TensorRef exact = writer.cast(elements, DataType.DT_DOUBLE);
    return writer.cast(writer.unary("Reciprocal", exact), writer.graph().type(like));
  }

  private Optional<Long> count() {
    Shape shape = writer.graph().shape(context.input(0));
    if (reduced.isEmpty()) {
      return Optional.empty();
    }
    long count = 1;
    for (int i = 0; i < shape.numDimensions(); i++) {
      if (reduced.get()[i]) {
        if (shape.get(i) <= 0) {
          return Optional.empty();
        }
        count *= shape.get(i);
      }
    }
    return Optional.of(count);
  }
}
