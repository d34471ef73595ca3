package io.attributable.graph.write;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

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

  /** An element-wise op of one tensor. */
  public TensorRef unary(String op, TensorRef x) {
    return graph.add(op, op, List.of(x), typed(x), graph.shape(x));
  }

  /** An op of two tensors of the same type, shaped like the second: {@code TanhGrad(y, dy)}. */
  public TensorRef likeSecond(String op, TensorRef a, TensorRef b) {
    return graph.add(op, op, List.of(a, b), typed(b), graph.shape(b));
  }

  /** An element-wise op of two tensors of the same type, broadcast against each other. */
  public TensorRef binary(String op, TensorRef a, TensorRef b) {
    Shape shape = Broadcast.shape(graph.shape(a), graph.shape(b));
    return graph.add(op, op, List.of(a, b), typed(a), shape);
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
    if (tensors.size() == 1) {
      return tensors.get(0);
    }
    if (tensors.size() == 2 && graph.type(tensors.get(0)) != DataType.DT_VARIANT) {
      return binary("AddV2", tensors.get(0), tensors.get(1));
    }
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(graph.type(tensors.get(0))), "N", Attributes.of(tensors.size()));
    return graph.add("AddN", "AddN", tensors, attributes, graph.shape(tensors.get(0)));
  }

  /** Zeros shaped like a tensor; for a list, one of the same length without items set. */
  public TensorRef zerosLike(TensorRef x) {
    return graph.type(x) == DataType.DT_VARIANT
        ? new ListWriter(this).emptyLike(x)
        : unary("ZerosLike", x);
  }

  /** A number of the same type as a tensor. */
  public TensorRef scalarLike(TensorRef x, double value) {
    TensorRef number = constant(DataType.DT_DOUBLE, doubles(value), Shape.scalar());
    return graph.type(x) == DataType.DT_DOUBLE ? number : cast(number, graph.type(x));
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
    for (long value : values) {
      proto.addInt64Val(value);
    }
    return constant(DataType.DT_INT64, proto, Shape.of(values.length));
  }

  /** A vector of 64-bit floating-point numbers. */
  public TensorRef vector(double... values) {
    TensorProto.Builder proto = TensorProto.newBuilder();
    for (double value : values) {
      proto.addDoubleVal(value);
    }
    return constant(DataType.DT_DOUBLE, proto, Shape.of(values.length));
  }

  private static TensorProto.Builder doubles(double value) {
    return TensorProto.newBuilder().addDoubleVal(value);
  }

  private TensorRef constant(DataType type, TensorProto.Builder proto, Shape shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (long size : shape.asArray()) {
      dims.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    AttrValue value =
        AttrValue.newBuilder().setTensor(proto.setDtype(type).setTensorShape(dims)).build();
    return graph.add(
        "Const", "Const", List.of(), Map.of("dtype", Attributes.of(type), "value", value), shape);
  }

  /** Another element type. */
  public TensorRef cast(TensorRef x, DataType to) {
    if (graph.type(x) == to) {
      return x;
    }
    Map<String, AttrValue> attributes =
        Map.of("SrcT", Attributes.of(graph.type(x)), "DstT", Attributes.of(to));
    return graph.add("Cast", "Cast", List.of(x), attributes, graph.shape(x));
  }

  /** The shape as a vector of 32-bit integers: a constant where it is known. */
  public TensorRef shapeOf(TensorRef x) {
    Shape shape = graph.shape(x);
    if (!shape.hasUnknownDimension() && !shape.isUnknown() && fitsInts(shape)) {
      return ints(IntSizes.of(shape.asArray()));
    }
    return shapeOf(x, DataType.DT_INT32);
  }

  /** The shape as a vector, found at run time. */
  public TensorRef shapeOf(TensorRef x, DataType type) {
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(graph.type(x)), "out_type", Attributes.of(type));
    Shape shape = graph.shape(x);
    return graph.add(
        "Shape",
        "Shape",
        List.of(x),
        attributes,
        shape.isUnknown() ? Shape.unknown() : Shape.of(shape.numDimensions()));
  }

  private static boolean fitsInts(Shape shape) {
    for (long size : shape.asArray()) {
      if (size > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /** The same values in another shape. */
  public TensorRef reshape(TensorRef x, TensorRef shape, Shape known) {
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(graph.type(x)), "Tshape", Attributes.of(graph.type(shape)));
    return graph.add("Reshape", "Reshape", List.of(x, shape), attributes, known);
  }

  /** The values of one tensor in the shape of another. */
  public TensorRef reshapeLike(TensorRef x, TensorRef like) {
    return reshape(x, shapeOf(like), graph.shape(like));
  }

  /** Sums over axes. */
  public TensorRef sum(TensorRef x, TensorRef axes, boolean keep) {
    Map<String, AttrValue> attributes =
        Map.of(
            "T", Attributes.of(graph.type(x)),
            "Tidx", Attributes.of(graph.type(axes)),
            "keep_dims", Attributes.of(keep));
    return graph.add("Sum", "Sum", List.of(x, axes), attributes, Shape.unknown());
  }

  /** The mean over axes; over none it is the tensor itself. */
  public TensorRef mean(TensorRef x, TensorRef axes, boolean keep) {
    Map<String, AttrValue> attributes =
        Map.of(
            "T", Attributes.of(graph.type(x)),
            "Tidx", Attributes.of(graph.type(axes)),
            "keep_dims", Attributes.of(keep));
    return graph.add("Mean", "Mean", List.of(x, axes), attributes, Shape.unknown());
  }

  /** How many dimensions a tensor has, found at run time: a 32-bit integer. */
  public TensorRef rank(TensorRef x) {
    return graph.add("Rank", "Rank", List.of(x), typed(x), Shape.scalar());
  }

  /** The 32-bit integers from one number up to another one, which is not among them. */
  public TensorRef range(TensorRef from, TensorRef to) {
    return graph.add(
        "Range",
        "Range",
        List.of(from, to, scalar(1)),
        Map.of("Tidx", Attributes.of(DataType.DT_INT32)),
        Shape.of(-1));
  }

  /** Which 32-bit integers of one vector are not in another. */
  public TensorRef setDifference(TensorRef of, TensorRef without) {
    return graph
        .addNode(
            "ListDiff",
            "ListDiff",
            List.of(of, without),
            Map.of(
                "T", Attributes.of(DataType.DT_INT32), "out_idx", Attributes.of(DataType.DT_INT32)))
        .output(0);
  }

  /** A product of matrices. */
  public TensorRef matMul(TensorRef a, TensorRef b, boolean transposeA, boolean transposeB) {
    Map<String, AttrValue> attributes =
        Map.of(
            "T", Attributes.of(graph.type(a)),
            "transpose_a", Attributes.of(transposeA),
            "transpose_b", Attributes.of(transposeB));
    return graph.add("MatMul", "MatMul", List.of(a, b), attributes, Shape.unknown());
  }

  /** Values of one tensor where a condition holds, of another elsewhere; all of one shape. */
  public TensorRef select(TensorRef condition, TensorRef then, TensorRef otherwise) {
    return graph.add(
        "SelectV2",
        "SelectV2",
        List.of(condition, then, otherwise),
        typed(then),
        graph.shape(then));
  }

  /** Attribute {@code T} with the type of a tensor. */
  public Map<String, AttrValue> typed(TensorRef x) {
    return Map.of("T", Attributes.of(graph.type(x)));
  }

  /** A string, as attributes hold it. */
  public static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }
}
