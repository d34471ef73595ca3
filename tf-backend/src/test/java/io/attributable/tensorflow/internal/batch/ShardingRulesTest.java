package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.IntegerVectors;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Ops behind a product, with all their attributes, by shards of unequal sizes and as they are. */
class ShardingRulesTest {
  private static final int SHARDS = 3;

  private final List<FlatNode> nodes = new ArrayList<>();

  private FlatNode put(NodeBuilder node) {
    FlatNode built = node.build(nodes.isEmpty() ? "x" : "n" + nodes.size());
    nodes.add(built);
    return built;
  }

  /** Of three examples, four rows and six columns, in shards of rows. */
  private FlatNode product() {
    FlatNode x = put(NodeBuilder.placeholder(DataType.DT_FLOAT, RandomGraph.EXAMPLE.prepend(-1)));
    return put(op("BatchMatMulV2", x, floats(6, 6)));
  }

  private static NodeBuilder op(String name, FlatNode... inputs) {
    NodeBuilder node = NodeBuilder.of(name);
    for (FlatNode input : inputs) {
      node.input(input);
    }
    return node;
  }

  private FlatNode ints(long... values) {
    return put(NodeBuilder.constant(IntegerVectors.proto(DataType.DT_INT32, values)));
  }

  private FlatNode scalar(long value) {
    return put(NodeBuilder.constant(IntegerVectors.scalar(DataType.DT_INT32, value)));
  }

  private FlatNode floats(long... sizes) {
    Shape shape = Shape.of(sizes);
    Random random = new Random(nodes.size());
    TensorProto.Builder value =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(Types.proto(shape));
    LongStream.range(0, shape.size())
        .forEach(i -> value.addFloatVal((float) random.nextGaussian()));
    return put(NodeBuilder.constant(value.build()));
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }

  private FlatNode vector(String list) {
    return ints(
        list.isEmpty()
            ? new long[0]
            : Stream.of(list.split(" ")).mapToLong(Long::parseLong).toArray());
  }

  /** Which ops were computed by shards; something is behind the last one, too. */
  private Set<String> sharded(String what, NodeBuilder last) {
    FlatNode built = put(last);
    FlatNode floats =
        built.outputs().get(0).type() == DataType.DT_FLOAT
            ? built
            : put(op("Cast", built).with("DstT", DataType.DT_FLOAT));
    FlatNode end = put(op("Tanh", floats));
    return ShardComparison.sharded(what, nodes, end.output(0), SHARDS);
  }

  @ParameterizedTest
  @CsvSource({"NHWC, 6, true", "NCHW, 4, false"})
  void biasesAreOfChannels(String format, int size, boolean sharded) {
    FlatNode product = product();
    NodeBuilder bias = op("BiasAdd", product, floats(size)).with("data_format", text(format));
    assertThat(sharded(format, bias).contains("BiasAdd")).isEqualTo(sharded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Select by example", "Select", "SelectV2"})
  void conditionsChooseElements(String how) {
    FlatNode product = product();
    FlatNode other = floats(3, 4, 6);
    FlatNode condition =
        switch (how) {
          case "Select by example" -> put(op("Greater", floats(3), floats(3)));
          case "Select" -> put(op("Greater", product, other));
          default -> put(op("Greater", floats(4, 1), floats(4, 1)));
        };
    String op = how.split(" ")[0];
    assertThat(sharded(how, op(op, condition, product, other)).contains(op))
        .isEqualTo(!how.endsWith("example"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "Sum;0",
        "Sum;-1",
        "Sum;-2",
        "Sum;1",
        "Sum;0 2",
        "Sum;1 2",
        "Sum;-3 1",
        "Sum;''",
        "Sum;0 1 2",
        "Mean;2",
        "Mean;1",
        "Max;0",
        "Min;-1",
        "Prod;2"
      },
      delimiter = ';')
  void sumsAreOfAnyAxes(String op, String axes) {
    for (boolean kept : new boolean[] {false, true}) {
      nodes.clear();
      FlatNode product = product();
      NodeBuilder sum = op(op, product, vector(axes)).with("keep_dims", Attributes.of(kept));
      assertThat(sharded(op + axes + kept, sum)).contains("BatchMatMulV2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DT_INT32", "DT_INT64", "DT_INT8", "DT_UINT8", "DT_HALF", "DT_DOUBLE"})
  void sumsOfShardsAreOfAnyType(String type) {
    FlatNode product = product();
    FlatNode cast = put(op("Cast", put(op("Abs", product))).with("DstT", DataType.valueOf(type)));
    assertThat(sharded(type, op("Sum", cast, ints(-2)))).contains("Sum");
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, false"})
  void productsOfShardsAreOfEitherSide(boolean left, boolean right) {
    FlatNode product = product();
    NodeBuilder both =
        op("BatchMatMulV2", product, product)
            .with("adj_x", Attributes.of(left))
            .with("adj_y", Attributes.of(right));
    assertThat(sharded("adjoint", both)).contains("BatchMatMulV2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc,abd->acd",
        "abc,aec->abe",
        "abc,aec->aeb",
        "abc,abc->ab",
        "abc,abc->c",
        "abc,abd->ab",
        "ab...,ab...->a...",
        "abc,dbc->adb"
      })
  void equationsGoAlongAnyLabel(String equation) {
    FlatNode product = product();
    NodeBuilder einsum = op("Einsum", product, product).with("equation", text(equation));
    assertThat(sharded(equation, einsum)).contains("BatchMatMulV2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12 6",
        "3 4 2 3",
        "3 2 2 6",
        "1 3 4 6",
        "3 24",
        "72",
        "3 1 4 1 6",
        "3 4 6 1",
        "4 3 6",
        "6 4 3",
        "-1 4 6",
        "3 -1 6"
      })
  void rowsStayRowsWhereAsManyElementsAreBefore(String sizes) {
    FlatNode product = product();
    assertThat(sharded(sizes, op("Reshape", product, vector(sizes)))).contains("BatchMatMulV2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, -1, -2})
  void whatIsJoinedMayBeWhole(int axis) {
    FlatNode product = product();
    NodeBuilder joined =
        op("ConcatV2", product, put(op("Tanh", product)), floats(3, 4, 6), scalar(axis));
    assertThat(sharded("axis " + axis, joined).contains("ConcatV2"))
        .isEqualTo(axis != 1 && axis != -2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BroadcastTo 2 3 4 6", "Tile 2 1 3", "Tile 1 2 1"})
  void otherAxesAreRepeated(String how) {
    FlatNode product = product();
    String op = how.split(" ", 2)[0];
    NodeBuilder repeated = op(op, product, vector(how.split(" ", 2)[1]));
    assertThat(sharded(how, repeated).contains(op)).isEqualTo(!how.endsWith("1 2 1"));
  }

  /** One along rows, one along columns that were rows. */
  @ParameterizedTest
  @ValueSource(strings = {"AddV2", "Mul", "SquaredDifference", "Maximum", "AddN", "Equal"})
  void shardsAlongDifferentAxesAreJoinedFirst(String op) {
    FlatNode product = product();
    FlatNode transposed = put(op("Transpose", product, ints(0, 2, 1)));
    FlatNode back = put(op("Reshape", transposed, ints(3, 4, 6)));
    assertThat(sharded(op, op(op, product, back))).contains(op);
  }
}
