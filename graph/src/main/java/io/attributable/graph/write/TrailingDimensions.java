package io.attributable.graph.write;

import io.attributable.graph.tensor.TensorRef;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** How long the last dimensions of a tensor are, or are to be. */
public final class TrailingDimensions {
  private final NodeWriter w;
  private final TensorRef sizes;
  private final Shape known;
  private final int count;

  /** Of a tensor. */
  public TrailingDimensions(NodeWriter w, TensorRef x, int count) {
    this.w = w;
    this.known = known(w, x, count);
    this.sizes = known.isUnknown() ? found(w, x, count) : constant(w, known);
    this.count = count;
  }

  private TrailingDimensions(NodeWriter w, TensorRef sizes, Shape known, int count) {
    this.w = w;
    this.sizes = sizes;
    this.known = known;
    this.count = count;
  }

  /** Given as a vector of 32-bit integers. */
  public static TrailingDimensions given(NodeWriter w, TensorRef sizes, int count) {
    Shape known =
        ConstantIntegers.ints(w.graph(), sizes)
            .map(lengths -> Shape.of(Arrays.stream(lengths).asLongStream().toArray()))
            .orElse(Shape.unknown());
    return new TrailingDimensions(w, sizes, known, count);
  }

  private static Shape known(NodeWriter w, TensorRef x, int count) {
    Shape shape = w.graph().shape(x);
    if (shape.isUnknown()) {
      return shape;
    }
    Shape last = shape.takeLast(count);
    return last.hasUnknownDimension() ? Shape.unknown() : last;
  }

  private static TensorRef constant(NodeWriter w, Shape shape) {
    return w.ints(Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray());
  }

  private static TensorRef found(NodeWriter w, TensorRef x, int count) {
    return w.op("StridedSlice", w.shapeOf(x), w.ints(-count), w.ints(0), w.ints(1))
        .with("end_mask", 1)
        .shape(Shape.of(count))
        .write();
  }

  /** The last one of these. */
  public TrailingDimensions last() {
    TensorRef last = new ArrayWriter(w).part(sizes, count - 1, 1);
    return new TrailingDimensions(w, last, known.isUnknown() ? known : known.takeLast(1), 1);
  }

  /** One of these. */
  public TensorRef size(int index) {
    return known.isUnknown()
        ? w.reshape(new ArrayWriter(w).part(sizes, index, 1), w.ints(), Shape.scalar())
        : w.scalar(Math.toIntExact(known.get(index)));
  }

  /** Their product as a number of the type of a tensor. */
  public TensorRef product(TensorRef like) {
    if (!known.isUnknown()) {
      return w.scalarLike(like, (double) known.size());
    }
    TensorRef exact = w.cast(sizes, DataType.DT_DOUBLE);
    return w.cast(new ArrayWriter(w).product(exact), w.graph().type(like));
  }

  /** A tensor that is to be as long as this, with zeros behind what it has. */
  public TensorRef pad(TensorRef x) {
    TrailingDimensions own = new TrailingDimensions(w, x, count);
    if (!known.isUnknown() && known.equals(own.known)) {
      return x;
    }
    ArrayWriter arrays = new ArrayWriter(w);
    TensorRef behind = w.binary("Sub", sizes, own.sizes);
    TensorRef trailing = arrays.columns(w.unary("ZerosLike", behind), behind);
    return arrays.pad(x, arrays.pad(trailing, leading(x), Shape.of(-1, 2)), padded(x));
  }

  /** Rows of zeros for the dimensions before these, as paddings of the paddings. */
  private TensorRef leading(TensorRef x) {
    ArrayWriter arrays = new ArrayWriter(w);
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
