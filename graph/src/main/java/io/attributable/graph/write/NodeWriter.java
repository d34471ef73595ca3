package io.attributable.graph.write;

import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Writes the nodes that gradients are made of, one method per op. Not thread-safe. */
public final class NodeWriter {
  private final GraphBuilder graph;

  /** Writes into a graph. */
  public NodeWriter(GraphBuilder graph) {
    this.graph = graph;
  }

  /** The graph that is written into. */
  public GraphBuilder graph() {
    return graph;
  }

  /** A node of any op. */
  public OpWriter op(String op, TensorRef... inputs) {
    return op(op, List.of(inputs));
  }

  /** A node of any op. */
  public OpWriter op(String op, List<TensorRef> inputs) {
    return new OpWriter(graph, op).inputs(inputs);
  }

  /** An element-wise op of one tensor. */
  public TensorRef unary(String op, TensorRef x) {
    return op(op, x).shapedLike(x).write();
  }

  /** An op of two tensors, shaped like the second: {@code TanhGrad(y, dy)}. */
  public TensorRef likeSecond(String op, TensorRef a, TensorRef b) {
    return op(op, a, b).shapedLike(b).write();
  }

  /** An element-wise op of two tensors, broadcast against each other. */
  public TensorRef binary(String op, TensorRef a, TensorRef b) {
    return op(op, a, b).shape(Broadcast.shape(graph.shape(a), graph.shape(b))).write();
  }

  /** {@code a * b}. */
  public TensorRef mul(TensorRef a, TensorRef b) {
    return binary("Mul", a, b);
  }

  /** {@code -x}. */
  public TensorRef neg(TensorRef x) {
    return unary("Neg", x);
  }

  /** The sum of tensors of the same shape; a single one as it is. */
  public TensorRef addN(List<TensorRef> tensors) {
    TensorRef first = tensors.get(0);
    if (tensors.size() == 1) {
      return first;
    }
    return tensors.size() == 2 && graph.type(first) != DataType.DT_VARIANT
        ? binary("AddV2", first, tensors.get(1))
        : op("AddN", tensors).shapedLike(first).write();
  }

  /** Zeros shaped like a tensor; for a list, one of the same length without items set. */
  public TensorRef zerosLike(TensorRef x) {
    return graph.type(x) == DataType.DT_VARIANT
        ? new ListWriter(this).emptyLike(x)
        : unary("ZerosLike", x);
  }

  /** What is fed, or the argument of a function. */
  public TensorRef placeholder(String label, DataType type, Shape shape) {
    return graph.put(NodeBuilder.placeholder(type, shape).build(graph.freshName(label))).output(0);
  }

  /** A number of the same type as a tensor. */
  public TensorRef scalarLike(TensorRef x, double value) {
    TensorRef scalar = constant(DataType.DT_DOUBLE, doubles(value), Shape.scalar());
    return cast(scalar, graph.type(x));
  }

  /** A vector of 32-bit integers. */
  public TensorRef ints(int... values) {
    TensorProto.Builder proto = TensorProto.newBuilder();
    IntStream.of(values).forEach(proto::addIntVal);
    return constant(DataType.DT_INT32, proto, Shape.of(values.length));
  }

  /** A 32-bit integer. */
  public TensorRef scalar(int value) {
    return constant(DataType.DT_INT32, TensorProto.newBuilder().addIntVal(value), Shape.scalar());
  }

  /** A 64-bit integer. */
  public TensorRef scalar(long value) {
    return constant(DataType.DT_INT64, TensorProto.newBuilder().addInt64Val(value), Shape.scalar());
  }

  /** A vector of 64-bit integers. */
  public TensorRef longs(long... values) {
    TensorProto.Builder proto = TensorProto.newBuilder();
    LongStream.of(values).forEach(proto::addInt64Val);
    return constant(DataType.DT_INT64, proto, Shape.of(values.length));
  }

  /** A float64 vector. */
  public TensorRef vector(double... values) {
    TensorProto.Builder proto = TensorProto.newBuilder();
    DoubleStream.of(values).forEach(proto::addDoubleVal);
    return constant(DataType.DT_DOUBLE, proto, Shape.of(values.length));
  }

  /** A constant. */
  public TensorRef constant(TensorProto value) {
    return graph.put(NodeBuilder.constant(value).build(graph.freshName("Const"))).output(0);
  }

  private static TensorProto.Builder doubles(double value) {
    return TensorProto.newBuilder().addDoubleVal(value);
  }

  private TensorRef constant(DataType type, TensorProto.Builder proto, Shape shape) {
    return constant(proto.setDtype(type).setTensorShape(Types.proto(shape)).build());
  }

  /** Another element type. */
  public TensorRef cast(TensorRef x, DataType to) {
    return graph.type(x) == to ? x : op("Cast", x).with("DstT", to).shapedLike(x).write();
  }

  /** The shape as a vector of 32-bit integers: a constant if it is static. */
  public TensorRef shapeOf(TensorRef x) {
    Shape shape = graph.shape(x);
    boolean known = !shape.isUnknown() && !shape.hasUnknownDimension() && fitsInts(shape);
    return known ? ints(IntSizes.of(shape.asArray())) : shapeOf(x, DataType.DT_INT32);
  }

  /** The shape as a vector, found at run time. */
  public TensorRef shapeOf(TensorRef x, DataType type) {
    Shape shape = graph.shape(x);
    Shape ofShape = shape.isUnknown() ? shape : Shape.of(shape.numDimensions());
    return op("Shape", x).with("out_type", type).shape(ofShape).write();
  }

  private static boolean fitsInts(Shape shape) {
    return LongStream.of(shape.asArray()).allMatch(size -> size <= Integer.MAX_VALUE);
  }

  /** The same values in another shape. */
  public TensorRef reshape(TensorRef x, TensorRef shape, Shape known) {
    return op("Reshape", x, shape).shape(known).write();
  }

  /** The values of one tensor in the shape of another. */
  public TensorRef reshapeLike(TensorRef x, TensorRef like) {
    return reshape(x, shapeOf(like), graph.shape(like));
  }

  /** Sums over axes. */
  public TensorRef sum(TensorRef x, TensorRef axes, boolean keep) {
    return reduce("Sum", x, axes, keep);
  }

  /** Means over axes. */
  public TensorRef mean(TensorRef x, TensorRef axes, boolean keep) {
    return reduce("Mean", x, axes, keep);
  }

  private TensorRef reduce(String op, TensorRef x, TensorRef axes, boolean keep) {
    return op(op, x, axes).with("keep_dims", keep).write();
  }

  /** A product of matrices. */
  public TensorRef matMul(TensorRef a, TensorRef b, boolean transposeA, boolean transposeB) {
    return op("MatMul", a, b)
        .with("transpose_a", transposeA)
        .with("transpose_b", transposeB)
        .write();
  }

  /** Values of one tensor where a condition holds, of another elsewhere; all of one shape. */
  public TensorRef select(TensorRef condition, TensorRef then, TensorRef otherwise) {
    return op("SelectV2", condition, then, otherwise).shapedLike(then).write();
  }
}
