package io.attributable.graph.write;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** How long the last dimensions of a tensor are, or are to be. */
final class TrailingDimensions {
  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef sizes;
  private final Shape known;
  private final int count;

  /** Of a tensor. */
  TrailingDimensions(RuleContext context, TensorRef x, int count) {
    this.context = context;
    this.w = context.writer();
    this.known = known(context, x, count);
    this.sizes = known.isUnknown() ? found(context, x, count) : constant(w, known);
    this.count = count;
  }

  private TrailingDimensions(RuleContext context, TensorRef sizes, Shape known, int count) {
    this.context = context;
    this.w = context.writer();
    this.sizes = sizes;
    this.known = known;
    this.count = count;
  }

  /** Given as a vector of 32-bit integers. */
  static TrailingDimensions given(RuleContext context, TensorRef sizes, int count) {
    Shape known =
        ConstantIntegers.ints(context.writer().graph(), sizes)
            .map(numbers -> Shape.of(Arrays.stream(numbers).asLongStream().toArray()))
            .orElse(Shape.unknown());
    return new TrailingDimensions(context, sizes, known, count);
  }

  private static Shape known(RuleContext context, TensorRef x, int count) {
    Shape shape = context.writer().graph().shape(x);
    if (shape.isUnknown()) {
      return shape;
    }
    Shape last = shape.takeLast(count);
    return last.hasUnknownDimension() ? Shape.unknown() : last;
  }

  private static TensorRef constant(NodeWriter w, Shape shape) {
    return w.ints(Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray());
  }

  private static TensorRef found(RuleContext context, TensorRef x, int count) {
    NodeWriter w = context.writer();
    return new OpWriter(context, "StridedSlice")
        .with("T", DataType.DT_INT32)
        .with("Index", DataType.DT_INT32)
        .with("end_mask", Attributes.of(1))
        .inputs(w.shapeOf(x), w.ints(-count), w.ints(0), w.ints(1))
        .shape(Shape.of(count))
        .write();
  }

  /** The last one of these. */
  TrailingDimensions last() {
    TensorRef last = new ArrayWriter(context).part(sizes, count - 1, 1);
    return new TrailingDimensions(context, last, known.isUnknown() ? known : known.takeLast(1), 1);
  }

  /** One of these. */
  TensorRef number(int index) {
    return known.isUnknown()
        ? w.reshape(new ArrayWriter(context).part(sizes, index, 1), w.ints(), Shape.scalar())
        : w.scalar(Math.toIntExact(known.get(index)));
  }

  /** Their product as a number of the type of a tensor. */
  TensorRef product(TensorRef like) {
    if (!known.isUnknown()) {
      return w.scalarLike(like, (double) known.size());
    }
    TensorRef exact = w.cast(sizes, DataType.DT_DOUBLE);
    return w.cast(new ArrayWriter(context).product(exact), w.graph().type(like));
  }

  /** A tensor that is to be as long as this, with zeros behind what it has. */
  TensorRef pad(TensorRef x) {
    TrailingDimensions own = new TrailingDimensions(context, x, count);
    if (!known.isUnknown() && known.equals(own.known)) {
      return x;
    }
    ArrayWriter arrays = new ArrayWriter(context);
    TensorRef behind = w.binary("Sub", sizes, own.sizes);
    TensorRef trailing = arrays.columns(w.unary("ZerosLike", behind), behind);
    return arrays.pad(x, arrays.pad(trailing, leading(x), Shape.of(-1, 2)), padded(x));
  }

  /** Rows of zeros for the dimensions before these, as paddings of the paddings. */
  private TensorRef leading(TensorRef x) {
    ArrayWriter arrays = new ArrayWriter(context);
    TensorRef rows = w.binary("Sub", arrays.rank(x), w.scalar(count));
    TensorRef zero = w.scalar(0);
    return w.reshape(arrays.vector(rows, zero, zero, zero), w.ints(2, 2), Shape.of(2, 2));
  }

  private Shape padded(TensorRef x) {
    Shape shape = w.graph().shape(x);
    return shape.isUnknown() || known.isUnknown()
        ? Shape.unknown()
        : shape.take(shape.numDimensions() - count).append(known);
  }
}
