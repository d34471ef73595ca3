package io.attributable.graph.layer;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.number;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.shapes;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.made.MadeModel;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Which tensors are a layer's sides. */
class PortsTest {
  @Test
  void aLayersOutputsAreWhatOthersUseInTheOrderTheyAreMade() {
    LayerIndex layers =
        layers(
            op("two/Relu", "Relu", "x"),
            op("two/Tanh", "Tanh", "two/Relu"),
            op("two/Elu", "Elu", "two/Tanh"),
            op("sum/AddV2", "AddV2", "two/Elu", "two/Relu"),
            op("y", "Identity", "sum/AddV2"));
    assertThat(Seen.outputs(layers, "two")).containsExactly("two/Relu:0", "two/Elu:0");
    assertThat(Seen.inputs(layers, "sum")).containsExactly("two/Elu:0", "two/Relu:0");
  }

  @Test
  void whatTheSignatureReturnsIsAnOutputToo() {
    LayerIndex layers =
        MadeModel.fromXtoY(op("one/Relu", "Relu", "x"), op("one/Tanh", "Tanh", "one/Relu"))
            .nodes(op("y", "Elu", "one/Tanh"))
            .output("middle", "one/Relu:0")
            .module()
            .layers();
    assertThat(Seen.outputs(layers, "one")).containsExactly("one/Relu:0", "one/Tanh:0");
  }

  @Test
  void severalOutputsOfOneOpCountEach() {
    NodeDef.Builder split = op("split/Unpack", "Unpack", "x").putAttr("num", number(2));
    LayerIndex layers = layers(split, op("y", "AddV2", "split/Unpack:1", "split/Unpack"));
    assertThat(Seen.outputs(layers, "split")).containsExactly("split/Unpack:0", "split/Unpack:1");
  }

  @Test
  void anInputThatIsTakenTwiceCountsOnce() {
    LayerIndex layers = layers(op("square/Mul", "Mul", "x", "x"), op("y", "Relu", "square/Mul"));
    assertThat(Seen.inputs(layers, "square")).containsExactly("x:0");
  }

  @Test
  void weightsAndConstantsAreNoInputs() {
    LayerIndex layers =
        layers(
            variable("w", 3),
            read("dense/read", "w"),
            constant("rate", 2),
            op("dense/Mul", "Mul", "dense/read", "rate"),
            op("dense/AddV2", "AddV2", "x", "dense/Mul"),
            op("y", "Relu", "dense/AddV2"));
    assertThat(Seen.inputs(layers, "dense")).containsExactly("x:0");
    assertThat(Seen.outputs(layers, "dense")).containsExactly("dense/AddV2:0");
  }

  @Test
  void whatOnlyTellsAShapeIsNoInput() {
    LayerIndex layers =
        layers(
            op("first/Relu", "Relu", "x"),
            op("first/Tanh", "Tanh", "x"),
            op("flat/Shape", "Shape", "first/Tanh"),
            op("flat/Reshape", "Reshape", "first/Relu", "flat/Shape"),
            op("y", "Identity", "flat/Reshape"));
    assertThat(Seen.inputs(layers, "flat")).containsExactly("first/Relu:0");
    assertThat(Seen.outputs(layers, "first")).containsExactly("first/Relu:0");
  }

  @Test
  void integersAreNeitherInputNorOutput() {
    NodeDef.Builder best =
        node("best/ArgMax", "ArgMax", "x", "axis")
            .putAttr("T", type(DataType.DT_FLOAT))
            .putAttr("Tidx", type(DataType.DT_INT32));
    NodeDef.Builder axis =
        constant(
            "axis",
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT32)
                .setTensorShape(shape())
                .addIntVal(1));
    NodeDef.Builder back =
        node("back/Cast", "Cast", "best/ArgMax")
            .putAttr("SrcT", type(DataType.DT_INT64))
            .putAttr("DstT", type(DataType.DT_FLOAT));
    LayerIndex layers = layers(axis, best, back, op("y", "Relu", "back/Cast"));
    assertRefused(ErrorCode.LAYER_WITHOUT_FLOATS, () -> layers.resolve("best", Port.OUTPUT))
        .hasMessage(
            "[LayerWithoutFloats] Layer \"best\" in signature \"serving_default\" of \"made\" has"
                + " no floating-point output tensor that depends on the inputs: its output is int64"
                + " unknown. Explain its input instead.");
    assertRefused(ErrorCode.LAYER_WITHOUT_FLOATS, () -> layers.resolve("back", Port.INPUT))
        .hasMessageContaining("no floating-point input tensor");
    assertThat(Seen.inputs(layers, "best")).containsExactly("x:0");
    LayerEntry entry = layers.layers().get(0);
    assertThat(entry.attributable(Port.INPUT)).isTrue();
    assertThat(entry.attributable(Port.OUTPUT)).isFalse();
  }

  @Test
  void allFloatingPointTypesCount() {
    NodeDef.Builder half =
        node("half/Cast", "Cast", "x")
            .putAttr("SrcT", type(DataType.DT_FLOAT))
            .putAttr("DstT", type(DataType.DT_BFLOAT16));
    NodeDef.Builder wide =
        node("wide/Cast", "Cast", "half/Cast")
            .putAttr("SrcT", type(DataType.DT_BFLOAT16))
            .putAttr("DstT", type(DataType.DT_DOUBLE));
    NodeDef.Builder back =
        node("y", "Cast", "wide/Cast")
            .putAttr("SrcT", type(DataType.DT_DOUBLE))
            .putAttr("DstT", type(DataType.DT_FLOAT));
    LayerIndex layers = layers(half, wide, back);
    assertThat(layers.layers().get(0).outputs().get(0).typeName()).isEqualTo("bfloat16");
    assertThat(layers.layers().get(1).outputs().get(0).typeName()).isEqualTo("float64");
  }

  @Test
  void aLayerThatNobodyUsesEndsInItsLastResult() {
    LayerIndex layers =
        layers(
            op("dead/Relu", "Relu", "x"),
            op("dead/Tanh", "Tanh", "dead/Relu"),
            op("y", "Relu", "x"));
    assertThat(Seen.outputs(layers, "dead")).containsExactly("dead/Tanh:0");
  }

  @Test
  void theLossOfARegulariserIsNoResult() {
    NodeDef.Builder loss =
        op("regular/Sum", "L2Loss", "x").putAttr("_output_shapes", shapes(shape()));
    LayerIndex layers = layers(loss, op("y", "Relu", "x"));
    assertRefused(ErrorCode.LAYER_WITHOUT_FLOATS, () -> layers.resolve("regular", Port.OUTPUT));
    assertThat(Seen.inputs(layers, "regular")).containsExactly("x:0");
  }

  @Test
  void aLayerThatIsFedInTheMiddleTakesWhatIsFed() {
    LayerIndex layers =
        MadeModel.model()
            .nodes(
                placeholder("block/in", -1, 3),
                op("block/Relu", "Relu", "block/in"),
                op("y", "Tanh", "block/Relu"))
            .input("x", "block/in:0")
            .output("y", "y:0")
            .module()
            .layers();
    assertThat(Seen.inputs(layers, "block")).containsExactly("block/in:0");
    assertThat(Seen.outputs(layers, "block")).containsExactly("block/Relu:0");
  }

  @Test
  void tensorsTellTypeAndShape() {
    LayerIndex layers =
        layers(
            op("one/Relu", "Relu", "x").putAttr("_output_shapes", shapes(shape(-1, 3))),
            op("y", "Tanh", "one/Relu"));
    TensorInfo tensor = layers.resolve("one", Port.OUTPUT).tensors().get(0);
    assertThat(tensor.name()).isEqualTo("one/Relu:0");
    assertThat(tensor.shapeText()).isEqualTo("[?,3]");
    assertThat(tensor.typeName()).isEqualTo("float32");
  }

  @Test
  void tensorsInFunctionsAreNamedWithoutTheirCalls() {
    LayerIndex layers =
        MadeModel.fromXtoY(call("c", "body", "x"), op("y", "Identity", "c"))
            .function(
                function("body", "a")
                    .nodes(
                        op("one/Relu", "Relu", "a"),
                        op("two/Tanh", "Tanh", "one/Relu:activations:0"))
                    .returns("r", "two/Tanh:y:0"))
            .module()
            .layers();
    TensorInfo tensor = layers.resolve("one", Port.OUTPUT).tensors().get(0);
    assertThat(tensor.name()).isEqualTo("one/Relu:0");
    assertThat(tensor.tensor()).hasToString("c/one/Relu:0");
  }

  private static LayerIndex layers(NodeDef.Builder... nodes) {
    return MadeModel.fromXtoY(nodes).module().layers();
  }
}
