package io.attributable.graph.plan;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.text;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.preflight.Preflight;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.PreflightNote;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** What {@code logits-of:} stands for. */
class LogitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"Softmax", "Sigmoid", "LogSoftmax", "Tanh", "Relu"})
  void whatEntersTheLastActivationIsFound(String activation) {
    LayerIndex layers =
        fromXtoY(
                op("dense/Neg", "Neg", "x"),
                op("dense/act", activation, "dense/Neg"),
                op("y", "Identity", "dense/act"))
            .layers();
    assertThat(logits(layers, "dense")).isEqualTo("dense/Neg:0");
    assertThat(logits(layers, "y")).isEqualTo("dense/Neg:0");
    assertThat(logits(layers, "tensor:dense/act:0")).isEqualTo("dense/Neg:0");
  }

  /** What checks numbers or hands them on moves none of them. */
  @ParameterizedTest
  @ValueSource(strings = {"Identity", "Snapshot", "CheckNumericsV2", "DebugIdentityV2", "DeepCopy"})
  void whatHandsNumbersOnMayStandBehindTheActivation(String passing) {
    LayerIndex layers =
        fromXtoY(
                op("dense/Neg", "Neg", "x"),
                op("dense/act", "Softmax", "dense/Neg"),
                op("y", passing, "dense/act").putAttr("message", text("")))
            .layers();
    assertThat(logits(layers, "y")).isEqualTo("dense/Neg:0");
  }

  @Test
  void softmaxWrittenAsAQuotientIsOne() {
    LayerIndex layers =
        fromXtoY(
                op("dense/Neg", "Neg", "x"),
                constant("dense/axis", ints(-1)),
                reduction("dense/Max", "Max", "dense/Neg"),
                op("dense/sub", "Sub", "dense/Neg", "dense/Max"),
                op("dense/Exp", "Exp", "dense/sub"),
                reduction("dense/Sum", "Sum", "dense/Exp"),
                op("y", "RealDiv", "dense/Exp", "dense/Sum"))
            .layers();
    assertThat(logits(layers, "y")).isEqualTo("dense/Neg:0");
    assertThat(offer(layers).orElseThrow().activation()).isEqualTo("Softmax");
  }

  @Test
  void quotientOfOthersIsNoSoftmax() {
    LayerIndex layers =
        fromXtoY(
                constant("dense/axis", ints(-1)),
                op("dense/Exp", "Exp", "x"),
                op("dense/Abs", "Abs", "x"),
                reduction("dense/Sum", "Sum", "dense/Abs"),
                op("y", "RealDiv", "dense/Exp", "dense/Sum"))
            .layers();
    assertThat(offer(layers)).isEmpty();
    assertRefused(ErrorCode.NO_ACTIVATION, () -> logits(layers, "y"))
        .hasMessage(
            "[NoActivation] \"logits-of:y\" stands for nothing in signature \"serving_default\" of"
                + " \"made\": what ends \"y\" is op RealDiv of node \"y\", which is no activation"
                + " function. Explain \"y\" itself.");
  }

  @Test
  void numbersThatAreMovedBehindTheActivationMustHaveBeenMovedBeforeIt() {
    assertThat(logits(transposed(ints(0, 2, 1), ints(0, 2, 1)), "y")).isEqualTo("dense/Neg:0");
    assertThat(logits(transposed(ints(1, 2, 0), ints(2, 0, 1)), "y")).isEqualTo("dense/Neg:0");
    LayerIndex other = transposed(ints(1, 2, 0), ints(1, 2, 0));
    assertRefused(ErrorCode.NO_ACTIVATION, () -> logits(other, "y"))
        .hasMessageContaining("op Transpose of node \"y\", which moves what an activation made");
  }

  @Test
  void outputsOfProbabilitiesOfferTheirLogits() {
    MadeModel model =
        fromXtoY(
            op("hidden/Tanh", "Tanh", "x"),
            op("dense/Neg", "Neg", "hidden/Tanh"),
            op("dense/Softmax", "Softmax", "dense/Neg"),
            op("y", "Identity", "dense/Softmax"));
    assertThat(offer(model.layers()))
        .contains(new LogitsHint("logits-of:dense", "Softmax", "dense/Softmax"));
    Preflight preflight = Preflight.of(model.layers());
    List<LayerPreflight> towardsY = preflight.reportAll(List.of(Port.OUTPUT), null).layers();
    assertThat(towardsY.get(0).notes())
        .containsExactly(
            new PreflightNote(
                PreflightNote.Kind.PROBABILITIES,
                List.of("y", "softmax", "logits-of:dense"),
                List.of("dense/Softmax")));
    assertThat(towardsY.get(0).notes().get(0).text())
        .startsWith("Output \"y\" is the softmax of a score.")
        .endsWith("explained badly: explain towards \"logits-of:dense\".");
    assertThat(preflight.reportAll(List.of(Port.OUTPUT), "logits-of:dense").layers().get(0).notes())
        .isEmpty();
    assertRefused(ErrorCode.UNKNOWN_OUTPUT, () -> preflight.reportAll(List.of(), "z"))
        .hasMessageContaining("it has \"y\" (before its Softmax: \"logits-of:dense\"), and");
    assertRefused(
            ErrorCode.BAD_ADDRESS, () -> model.layers().resolve("logits-of:dense", Port.OUTPUT))
        .hasMessageContaining("logits-of: names an output to explain, not a layer");
  }

  private static Optional<LogitsHint> offer(LayerIndex layers) {
    return LogitsHint.of(layers, layers.graph().signature().outputs().get(0));
  }

  private static String logits(LayerIndex layers, String of) {
    return OutputTensor.locate(layers, "logits-of:" + of).tensor().toString();
  }

  private static LayerIndex transposed(TensorProto.Builder before, TensorProto.Builder after) {
    return fromXtoY(
            op("dense/Neg", "Neg", "x"),
            constant("dense/before", before),
            constant("dense/after", after),
            transpose("dense/first", "dense/Neg", "dense/before"),
            op("dense/Softmax", "Softmax", "dense/first"),
            transpose("y", "dense/Softmax", "dense/after"))
        .layers();
  }

  private static NodeDef.Builder transpose(String name, String of, String permutation) {
    return op(name, "Transpose", of, permutation).putAttr("Tperm", type(DataType.DT_INT32));
  }

  private static NodeDef.Builder reduction(String name, String op, String of) {
    return op(name, op, of, "dense/axis").putAttr("Tidx", type(DataType.DT_INT32));
  }

  private static TensorProto.Builder ints(int... numbers) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(numbers.length)));
    IntStream.of(numbers).forEach(tensor::addIntVal);
    return tensor;
  }
}
