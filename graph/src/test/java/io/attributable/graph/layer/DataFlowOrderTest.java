package io.attributable.graph.layer;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.op;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.attributable.ErrorCode;
import io.attributable.Port;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Layers are listed as data flows through them, whatever the order of the file. */
class DataFlowOrderTest {
  @Test
  void nodesThatTheFileListsEarlyDoNotMoveTheirLayerForward() {
    LayerIndex layers =
        fromXtoY(
                op("fc2/mask", "Sign", "x"),
                op("fc1/Tanh", "Tanh", "x"),
                op("fc2/Mul", "Mul", "fc1/Tanh", "fc2/mask"),
                op("y", "Relu", "fc2/Mul"))
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("fc1 in fc1", "fc2 in fc2");
    assertThat(layers.addresses()).containsExactly("fc1", "fc2");
  }

  @Test
  void layersInsideALayerFollowIt() {
    LayerIndex layers =
        fromXtoY(
                op("block/second/mask", "Sign", "x"),
                op("before/Tanh", "Tanh", "x"),
                op("block/first/Tanh", "Tanh", "before/Tanh"),
                op("block/second/Mul", "Mul", "block/first/Tanh", "block/second/mask"),
                op("behind/Relu", "Relu", "block/second/Mul"),
                op("y", "Neg", "behind/Relu"))
            .layers();
    assertThat(layers.addresses()).containsExactly("before", "block", "first", "second", "behind");
  }

  @Test
  void summariesAreNoCallsAndNoUse() {
    LayerIndex layers =
        fromXtoY(
                constant(
                    "tag",
                    TensorProto.newBuilder()
                        .setDtype(DataType.DT_STRING)
                        .setTensorShape(TensorShapeProto.getDefaultInstance())
                        .addStringVal(ByteString.copyFromUtf8("hidden"))),
                op("hidden/Tanh", "Tanh", "x"),
                op("hidden/Relu", "Relu", "hidden/Tanh"),
                op("zero_fraction/Neg", "Neg", "hidden/Relu"),
                op("hidden/fraction_of_zero_values", "ScalarSummary", "tag", "zero_fraction/Neg"),
                op("hidden/activation", "HistogramSummary", "tag", "hidden/Tanh"),
                op("y", "Neg", "hidden/Relu"))
            .layers();
    assertThat(layers.addresses()).containsExactly("hidden");
    assertThat(Seen.outputs(layers, "hidden")).containsExactly("hidden/Relu:0");
  }

  @Test
  void errorsCountWhatIsListed() {
    LayerIndex layers =
        fromXtoY(
                op("act/Tanh", "Tanh", "x"),
                op("mid/Relu", "Relu", "act/Tanh"),
                op("act/Tanh_1", "Tanh", "mid/Relu"),
                op("y", "Neg", "act/Tanh_1"))
            .keras2("act", "mid")
            .layers();
    assertThat(layers.layers()).hasSize(3);
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> layers.resolve("other", Port.OUTPUT))
        .hasMessageContaining("(3 layers)");
  }
}
