package io.attributable.graph.flat;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import io.attributable.ErrorCode;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Graphs that would fill any memory or never end. */
class AbsurdSizeTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void callsThatDoubleFortyTimesAreRefusedAtOnce() {
    MadeModel model = MadeModel.fromXtoY(call("y", "f39", "x"));
    model.function(passing("f0", op("n", "Relu", "a"), "n:activations:0"));
    for (int level = 1; level < 40; level++) {
      String below = "f" + (level - 1);
      model.function(
          function("f" + level, "a")
              .nodes(call("once", below, "a"), call("twice", below, "once:output:0"))
              .returns("r", "twice:output:0"));
    }
    refused(ErrorCode.MODEL_TOO_LARGE, model).hasMessageContaining("more than a million nodes");
  }

  @Test
  void callsOfNothingThatDoubleFortyTimesAreRefusedAtOnce() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"), call("z", "f39")).output("z", "y:0");
    model.function(function("f0"));
    for (int level = 1; level < 40; level++) {
      String below = "f" + (level - 1);
      model.function(function("f" + level).nodes(call("once", below), call("twice", below)));
    }
    model.nodes(op("w", "Relu", "x", "^z")).output("w", "w:0");
    refused(ErrorCode.MODEL_TOO_LARGE, model);
  }

  @Test
  void callsThousandsDeepAreRefused() {
    MadeModel model = MadeModel.fromXtoY(call("y", "f9999", "x"));
    model.function(passing("f0", op("n", "Relu", "a"), "n:activations:0"));
    for (int level = 1; level < 10_000; level++) {
      model.function(passing("f" + level, call("c", "f" + (level - 1), "a"), "c:output:0"));
    }
    refused(ErrorCode.MODEL_TOO_LARGE, model).hasMessageContaining("200 deep");
  }

  @Test
  void callsAHundredDeepAreFine() {
    MadeModel model = MadeModel.fromXtoY(call("y", "f99", "x"));
    model.function(passing("f0", op("n", "Relu", "a"), "n:activations:0"));
    for (int level = 1; level < 100; level++) {
      model.function(passing("f" + level, call("c", "f" + (level - 1), "a"), "c:output:0"));
    }
    assertThat(model.flatten().nodes()).hasSize(2);
  }

  @Test
  void chainsOfThousandsOfNodesAreFine() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "n29999"));
    for (int i = 29_999; i > 0; i--) {
      model.nodes(op("n" + i, "Relu", "n" + (i - 1)));
    }
    model.nodes(op("n0", "Relu", "x"));
    FlatGraph graph = assertTimeoutPreemptively(SOON, model::flatten);
    assertThat(graph.nodes()).hasSize(30_002);
  }

  @Test
  void scopesThousandsDeepAreRefused() {
    NodeDef.Builder deep = op("a/".repeat(5000) + "n", "Relu", "x");
    refused(ErrorCode.MODEL_TOO_LARGE, MadeModel.fromXtoY(deep, op("y", "Relu", deep.getName())))
        .hasMessageContaining("a node's name");
  }

  @Test
  void namesOfMegabytesAreRefused() {
    NodeDef.Builder wordy = op("n".repeat(1 << 20), "Relu", "x");
    refused(ErrorCode.MODEL_TOO_LARGE, MadeModel.fromXtoY(wordy, op("y", "Relu", wordy.getName())));
  }

  @Test
  void aConstantMayNotClaimWhatNoMachineHolds() {
    refused(ErrorCode.MODEL_TOO_LARGE, withConstant(floats(1L << 60).addFloatVal(0)))
        .hasMessageContaining("the constant of node \"c\" claims more than 2 GB");
    refused(ErrorCode.MODEL_TOO_LARGE, withConstant(floats(1L << 40, 1L << 40, 1L << 40)));
    refused(ErrorCode.MODEL_TOO_LARGE, withConstant(floats(1L << 30).addFloatVal(0)));
  }

  @Test
  void aConstantMustHaveADefiniteShape() {
    refused(ErrorCode.CORRUPT_MODEL, withConstant(floats(-1).addFloatVal(0)))
        .hasMessageContaining("the constant of node \"c\" has no definite shape");
    refused(
        ErrorCode.CORRUPT_MODEL,
        withConstant(floats().setTensorShape(MadeModel.unknownRank()).addFloatVal(0)));
    refused(ErrorCode.CORRUPT_MODEL, withConstant(floats(0, -5)));
  }

  @Test
  void aConstantMustHoldWhatItsShapeSays() {
    TensorProto.Builder eight = floats(3).setTensorContent(ByteString.copyFrom(new byte[8]));
    refused(ErrorCode.CORRUPT_MODEL, withConstant(eight))
        .hasMessageContaining("holds 8 bytes where its shape needs 12");
    assertThat(
            withConstant(floats(3).setTensorContent(ByteString.copyFrom(new byte[12])))
                .flatten()
                .byName())
        .containsKey("c");
    assertThat(withConstant(floats(1000, 1000).addFloatVal(1)).flatten().byName()).containsKey("c");
  }

  @Test
  void aConstantInALoopsBodyIsHeldAgainstTheSame() {
    MadeFunction body =
        function("body", "a").nodes(constant("c", floats(1L << 60))).returns("r", "a");
    refused(ErrorCode.MODEL_TOO_LARGE, MadeModel.fromXtoY(op("y", "Relu", "x")).function(body));
  }

  private static MadeModel withConstant(TensorProto.Builder tensor) {
    return MadeModel.fromXtoY(constant("c", tensor), op("y", "AddV2", "x", "c"));
  }

  private static TensorProto.Builder floats(long... dimensions) {
    return TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(shape(dimensions));
  }

  private static MadeFunction passing(String name, NodeDef.Builder node, String result) {
    return function(name, "a").nodes(node).returns("r", result);
  }

  private static AbstractThrowableAssert<?, ?> refused(ErrorCode code, MadeModel model) {
    return assertTimeoutPreemptively(SOON, () -> assertRefused(code, model::flatten));
  }
}
