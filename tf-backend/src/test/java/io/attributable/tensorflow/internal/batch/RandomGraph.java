package io.attributable.tensorflow.internal.batch;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * A graph of random ops on examples of 4 rows and 6 columns, most of which keep examples apart, and
 * some of which do not. Not thread-safe.
 */
final class RandomGraph {
  static final Shape EXAMPLE = Shape.of(4, 6);
  private static final int EXAMPLES = 3;
  private static final int MOST_ELEMENTS = 5_000;

  private final Random random;
  private final List<FlatNode> nodes = new ArrayList<>();
  private final List<FlatNode> numbers = new ArrayList<>();
  private final List<Supplier<FlatNode>> ops =
      List.of(
          this::unary,
          this::binary,
          this::withConstant,
          this::transpose,
          this::reshape,
          this::reshapeBySizes,
          this::reduce,
          this::alongAxis,
          this::softmax,
          this::concatenate,
          this::slice,
          this::gather,
          this::pad,
          this::tile,
          this::expand,
          this::pack,
          this::split,
          this::product,
          this::einsum,
          this::filled,
          this::broadcast);

  /** A graph of so many ops. */
  RandomGraph(long seed, int size) {
    this(seed, size, false);
  }

  /** The same, the first of which may have to be a product. */
  RandomGraph(long seed, int size, boolean product) {
    this.random = new Random(seed);
    nodes.add(NodeBuilder.placeholder(DataType.DT_FLOAT, EXAMPLE.prepend(-1)).build("x"));
    numbers.add(nodes.get(0));
    while (product && numbers.size() < 2) {
      add(random.nextBoolean() ? this::product : this::einsum);
    }
    while (numbers.size() <= size) {
      add(ops.get(random.nextInt(ops.size())));
    }
  }

  private void add(Supplier<FlatNode> op) {
    int before = nodes.size();
    FlatNode node;
    try {
      node = op.get();
    } catch (IllegalArgumentException e) {
      nodes.subList(before, nodes.size()).clear();
      return;
    }
    Map<TensorRef, TensorProto> values =
        evaluate(IntStream.range(0, EXAMPLES).toArray(), List.of(node.output(0)));
    Shape shape =
        values.isEmpty()
            ? Shape.unknown()
            : Types.shape(values.get(node.output(0)).getTensorShape());
    if (shape.isUnknown() || shape.size() > MOST_ELEMENTS || shape.size() == 0) {
      nodes.subList(before, nodes.size()).clear();
      return;
    }
    List<FlatNode.Output> outputs = new ArrayList<>(node.outputs());
    outputs.set(0, new FlatNode.Output(outputs.get(0).type(), shape));
    FlatNode known = node.withOutputs(outputs);
    nodes.set(nodes.indexOf(node), known);
    numbers.add(known);
  }

  /** What the last op gives. */
  TensorRef last() {
    return numbers.get(numbers.size() - 1).output(0);
  }

  /** The graph as a model has it. */
  FlatGraph graph() {
    Map<String, FlatNode> byName = new LinkedHashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    TensorSchema input =
        new TensorSchema("x", new TensorRef("x", 0), DataType.DT_FLOAT, EXAMPLE.prepend(-1));
    return FlatGraph.of(byName).with(new SignatureSchema("", List.of(input), List.of()), byName);
  }

  /** The values of a tensor for some examples, by their numbers; none if it has none. */
  float[] values(TensorRef tensor, int... examples) {
    ByteBuffer bytes =
        evaluate(examples, List.of(tensor))
            .getOrDefault(tensor, TensorProto.getDefaultInstance())
            .getTensorContent()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** The shape of what is fed where it was made. */
  static Shape fed() {
    return EXAMPLE.prepend(EXAMPLES);
  }

  /** The values of a tensor by other nodes, for the examples that the graph was made with. */
  static Map<TensorRef, TensorProto> evaluate(List<FlatNode> nodes, TensorRef wanted) {
    int[] all = IntStream.range(0, EXAMPLES).toArray();
    return ConstantFolding.evaluate(
        nodes.stream().map(node -> node.name().equals("x") ? examples(all) : node).toList(),
        List.of(wanted));
  }

  private Map<TensorRef, TensorProto> evaluate(int[] examples, List<TensorRef> wanted) {
    List<FlatNode> fed = new ArrayList<>(nodes);
    fed.set(0, examples(examples));
    return ConstantFolding.evaluate(fed, wanted);
  }

  private static FlatNode examples(int... numbers) {
    Shape shape = EXAMPLE.prepend(numbers.length);
    ByteBuffer bytes =
        ByteBuffer.allocate((int) shape.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      Random values = new Random(100 + number);
      for (int i = 0; i < EXAMPLE.size(); i++) {
        bytes.putFloat((float) values.nextGaussian());
      }
    }
    return NodeBuilder.constant(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(Types.proto(shape))
                .setTensorContent(ByteString.copyFrom(bytes.array()))
                .build())
        .build("x");
  }

  private String name() {
    return "n" + nodes.size();
  }

  private FlatNode write(NodeBuilder node) {
    FlatNode built = node.build(name());
    nodes.add(built);
    return built;
  }

  private FlatNode any() {
    // The newest ones, so that graphs are deep.
    return numbers.get(Math.max(0, numbers.size() - 1 - random.nextInt(3)));
  }

  private Shape shape(FlatNode node) {
    return node == nodes.get(0) ? EXAMPLE.prepend(EXAMPLES) : node.outputs().get(0).shape();
  }

  private int axis(FlatNode node) {
    int rank = shape(node).numDimensions();
    if (rank == 0) {
      throw new IllegalArgumentException("no axis");
    }
    return random.nextInt(rank);
  }

  private FlatNode integers(int... values) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(values.length)));
    IntStream.of(values).forEach(proto::addIntVal);
    return write(NodeBuilder.constant(proto.build()));
  }

  private FlatNode integer(int value) {
    return write(
        NodeBuilder.constant(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT32)
                .setTensorShape(Types.proto(Shape.scalar()))
                .addIntVal(value)
                .build()));
  }

  private FlatNode constant(long... sizes) {
    Shape shape = Shape.of(sizes);
    ByteBuffer bytes =
        ByteBuffer.allocate((int) shape.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < shape.size(); i++) {
      bytes.putFloat((float) random.nextGaussian());
    }
    return write(
        NodeBuilder.constant(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(Types.proto(shape))
                .setTensorContent(ByteString.copyFrom(bytes.array()))
                .build()));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private FlatNode unary() {
    return write(NodeBuilder.of(pick(List.of("Tanh", "Relu", "Square", "Identity"))).input(any()));
  }

  private FlatNode binary() {
    return write(
        NodeBuilder.of(pick(List.of("AddV2", "Mul", "Maximum"))).input(any()).input(any()));
  }

  private FlatNode withConstant() {
    FlatNode x = any();
    long[] sizes = shape(x).asArray();
    int from = random.nextInt(sizes.length + 1);
    long[] of = IntStream.range(from, sizes.length).mapToLong(i -> sizes[i]).toArray();
    if (of.length == sizes.length && of.length > 0 && random.nextBoolean()) {
      of[0] = 1;
    }
    return write(NodeBuilder.of("AddV2").input(x).input(constant(of)));
  }

  private FlatNode transpose() {
    FlatNode x = any();
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, shape(x).numDimensions()).boxed().toList());
    Collections.shuffle(order, random);
    int[] axes = order.stream().mapToInt(Integer::intValue).toArray();
    return write(NodeBuilder.of("Transpose").input(x).input(integers(axes)));
  }

  private FlatNode reshape() {
    int[] sizes =
        pick(
            List.of(
                new int[] {-1, 6},
                new int[] {-1, 4, 6},
                new int[] {-1, 24},
                new int[] {4, -1},
                new int[] {-1, 2, 3},
                new int[] {2, -1, 6},
                new int[] {1, -1, 6},
                new int[] {-1, 8},
                new int[] {-1, 3, 4, 2},
                new int[] {-1}));
    return write(NodeBuilder.of("Reshape").input(any()).input(integers(sizes)));
  }

  /** As Keras does: the number of examples is read, and stands first. */
  private FlatNode reshapeBySizes() {
    FlatNode count = size();
    FlatNode sizes =
        write(
            NodeBuilder.of("Pack").input(count).input(integer(-1)).with("axis", Attributes.of(0L)));
    return write(NodeBuilder.of("Reshape").input(any()).input(sizes));
  }

  private FlatNode size() {
    FlatNode shape =
        write(NodeBuilder.of("Shape").input(any()).with("out_type", DataType.DT_INT32));
    return write(
        NodeBuilder.of("StridedSlice")
            .input(shape)
            .input(integers(0))
            .input(integers(1))
            .input(integers(1))
            .with("shrink_axis_mask", Attributes.of(1L)));
  }

  private FlatNode reduce() {
    FlatNode x = any();
    return write(
        NodeBuilder.of(pick(List.of("Sum", "Max", "Mean")))
            .input(x)
            .input(integers(axis(x)))
            .with("keep_dims", Attributes.of(random.nextBoolean())));
  }

  private FlatNode alongAxis() {
    FlatNode x = any();
    return random.nextBoolean()
        ? write(NodeBuilder.of("Cumsum").input(x).input(integer(axis(x))))
        : write(NodeBuilder.of("ReverseV2").input(x).input(integers(axis(x))));
  }

  private FlatNode softmax() {
    return write(NodeBuilder.of("Softmax").input(any()));
  }

  private FlatNode concatenate() {
    FlatNode x = any();
    return write(NodeBuilder.of("ConcatV2").input(x).input(any()).input(integer(axis(x))));
  }

  private FlatNode slice() {
    FlatNode x = any();
    int rank = shape(x).numDimensions();
    int axis = axis(x);
    int[] begin = new int[rank];
    int[] stride = IntStream.range(0, rank).map(i -> 1).toArray();
    stride[axis] = pick(List.of(1, 2, -1));
    begin[axis] = stride[axis] > 0 ? random.nextInt(2) : 0;
    long mask = (1L << rank) - 1;
    boolean whole = stride[axis] < 0 || begin[axis] == 0;
    return write(
        NodeBuilder.of("StridedSlice")
            .input(x)
            .input(integers(begin))
            .input(integers(new int[rank]))
            .input(integers(stride))
            .with("begin_mask", Attributes.of(whole ? mask : mask & ~(1L << axis)))
            .with("end_mask", Attributes.of(mask)));
  }

  private FlatNode gather() {
    FlatNode x = any();
    FlatNode indices = integers(1, 0);
    return write(NodeBuilder.of("GatherV2").input(x).input(indices).input(integer(axis(x))));
  }

  private FlatNode pad() {
    FlatNode x = any();
    int rank = shape(x).numDimensions();
    int axis = axis(x);
    TensorProto.Builder paddings =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(rank, 2)));
    for (int i = 0; i < rank; i++) {
      paddings.addIntVal(i == axis ? 1 : 0).addIntVal(0);
    }
    return write(
        NodeBuilder.of("Pad").input(x).input(write(NodeBuilder.constant(paddings.build()))));
  }

  private FlatNode tile() {
    FlatNode x = any();
    int axis = axis(x);
    int[] times =
        IntStream.range(0, shape(x).numDimensions()).map(i -> i == axis ? 2 : 1).toArray();
    return write(NodeBuilder.of("Tile").input(x).input(integers(times)));
  }

  private FlatNode expand() {
    FlatNode x = any();
    return write(NodeBuilder.of("ExpandDims").input(x).input(integer(axis(x))));
  }

  private FlatNode pack() {
    FlatNode x = any();
    return write(
        NodeBuilder.of("Pack")
            .input(x)
            .input(write(NodeBuilder.of("Tanh").input(x)))
            .with("axis", Attributes.of((long) axis(x))));
  }

  private FlatNode split() {
    FlatNode x = any();
    return write(
        NodeBuilder.of("Split")
            .input(integer(axis(x)))
            .input(x)
            .with("num_split", Attributes.of(2L)));
  }

  private FlatNode product() {
    FlatNode x = any();
    long[] sizes = shape(x).asArray();
    // TensorFlow 2.18 writes past the end of its result for [6,1,4,6] by [6,5].
    if (sizes.length < 2 || sizes.length > 3) {
      throw new IllegalArgumentException("no matrix");
    }
    if (sizes.length > 2 && random.nextBoolean()) {
      return write(
          NodeBuilder.of("BatchMatMulV2").input(x).input(x).with("adj_y", Attributes.of(true)));
    }
    String op = sizes.length == 2 ? "MatMul" : "BatchMatMulV2";
    return write(NodeBuilder.of(op).input(x).input(constant(sizes[sizes.length - 1], 5)));
  }

  private FlatNode einsum() {
    FlatNode x = any();
    AttrValue equation =
        AttrValue.newBuilder()
            .setS(
                ByteString.copyFromUtf8(
                    pick(
                        List.of(
                            "abc,abd->acd",
                            "abc,abd->abcd",
                            "abc,dbc->bad",
                            "abc,adc->abd",
                            "...c,...c->...",
                            "abc,abc->cab"))))
            .build();
    return write(NodeBuilder.of("Einsum").input(x).input(x).with("equation", equation));
  }

  private FlatNode filled() {
    FlatNode sizes =
        write(
            NodeBuilder.of("Pack").input(size()).input(integer(6)).with("axis", Attributes.of(0L)));
    FlatNode value = constant();
    return write(NodeBuilder.of("Fill").input(sizes).input(value));
  }

  private FlatNode broadcast() {
    FlatNode sizes =
        write(
            NodeBuilder.of("Pack")
                .input(size())
                .input(integer(4))
                .input(integer(6))
                .with("axis", Attributes.of(0L)));
    FlatNode from = random.nextBoolean() ? constant(4, 6) : any();
    return write(NodeBuilder.of("BroadcastTo").input(from).input(sizes));
  }
}
