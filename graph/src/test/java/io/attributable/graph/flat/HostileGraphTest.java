package io.attributable.graph.flat;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.filledIn;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.number;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.types;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.attributable.ErrorCode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorInfo;

/** Graphs that contradict themselves. */
class HostileGraphTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void aSignatureMayNotReferToAMissingNode() {
    refused(ErrorCode.UNSUPPORTED_SIGNATURE, MadeModel.fromXtoY())
        .hasMessageContaining("output \"y\" is node \"y\", which the model does not have");
  }

  @ParameterizedTest
  @ValueSource(strings = {"y:1", "y:-1"})
  void aSignatureMayNotReferToAMissingOutput(String tensor) {
    refused(
        ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "Relu", "x")).output("other", tensor));
  }

  @Test
  void aSparseInputIsNotServed() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"));
    TensorInfo sparse =
        TensorInfo.newBuilder()
            .setCooSparse(TensorInfo.CooSparse.newBuilder().setValuesTensorName("v:0"))
            .build();
    model
        .meta()
        .putSignatureDef(
            "sparse",
            model.meta().getSignatureDefOrThrow(MadeModel.SIGNATURE).toBuilder()
                .putInputs("tags", sparse)
                .build());
    assertRefused(
            ErrorCode.UNSUPPORTED_SIGNATURE,
            () -> SignatureFlattener.flatten(model.file(), "sparse"))
        .hasMessage(
            "[UnsupportedSignature] Signature \"sparse\" of \"made\" cannot be served: input"
                + " \"tags\" is a sparse tensor; export it with plain tensors, or use another"
                + " signature: it has \"serving_default\".");
  }

  @Test
  void anInputThatNoArrayCarriesIsNotServed() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"));
    TensorInfo narrow =
        model.meta().getSignatureDefOrThrow(MadeModel.SIGNATURE).getInputsOrThrow("x").toBuilder()
            .setDtype(DataType.DT_FLOAT8_E4M3FN)
            .build();
    model
        .meta()
        .putSignatureDef(
            "narrow",
            model.meta().getSignatureDefOrThrow(MadeModel.SIGNATURE).toBuilder()
                .putInputs("x", narrow)
                .build());
    assertRefused(
            ErrorCode.UNSUPPORTED_SIGNATURE,
            () -> SignatureFlattener.flatten(model.file(), "narrow"))
        .hasMessage(
            "[UnsupportedSignature] Signature \"narrow\" of \"made\" cannot be served:"
                + " input \"x\" is of type float8_e4m3fn, which no Java array carries.");
  }

  @Test
  void aMissingFunctionIsNamedWithItsCaller() {
    refused(ErrorCode.MISSING_FUNCTION, MadeModel.fromXtoY(call("y", "gone", "x")))
        .hasMessage(
            "[MissingFunction] Function \"gone\", called by node \"y\", is missing in \"made\"."
                + " Export the model again.");
  }

  @Test
  void aCallWithoutAFunctionIsRefused() {
    refused(ErrorCode.MISSING_FUNCTION, MadeModel.fromXtoY(node("y", "PartitionedCall", "x")));
  }

  @Test
  void aFunctionMayNotCallItself() {
    refused(
            ErrorCode.RECURSIVE_FUNCTION,
            MadeModel.fromXtoY(call("y", "f", "x"))
                .function(passing("f", call("again", "f", "a"), "again:output:0")))
        .hasMessageContaining("Function \"f\" of \"made\" calls itself (f > f)");
  }

  @Test
  void theBodyOfALoopMayNotHoldTheSameLoop() {
    NodeDef.Builder again = loop("again", "a");
    refused(
        ErrorCode.RECURSIVE_FUNCTION,
        MadeModel.fromXtoY(loop("y", "x")).function(passing("f", again, "again:output:0")));
  }

  private static NodeDef.Builder loop(String name, String input) {
    return node(name, "While", input)
        .putAttr("T", types(DataType.DT_FLOAT))
        .putAttr("body", Nodes.function("f"))
        .putAttr("cond", Nodes.function("f"));
  }

  @Test
  void aFunctionMayNotCallItselfThroughAnother() {
    refused(
            ErrorCode.RECURSIVE_FUNCTION,
            MadeModel.fromXtoY(call("y", "f", "x"))
                .function(passing("f", call("down", "g", "a"), "down:output:0"))
                .function(passing("g", node("up", "f", "a"), "up:r:0")))
        .hasMessageContaining("(f > g > f)");
  }

  @Test
  void anUnknownOpIsNamedWithItsNode() {
    refused(ErrorCode.UNKNOWN_OP, MadeModel.fromXtoY(op("y", "MyOp", "x")))
        .hasMessageContaining("Op \"MyOp\" of node \"y\" in \"made\"");
  }

  @Test
  void aCycleIsRefused() {
    refused(
            ErrorCode.CORRUPT_MODEL,
            MadeModel.fromXtoY(
                op("a", "AddV2", "x", "b"), op("b", "Relu", "a"), op("y", "Relu", "b")))
        .hasMessageContaining("depends on itself");
  }

  @Test
  void aNodeThatTakesItselfIsRefused() {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "AddV2", "x", "y")));
  }

  @Test
  void twoNodesMayNotHaveOneName() {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "Relu", "x"), op("y", "Tanh", "x")))
        .hasMessageContaining("node \"y\" appears twice");
  }

  @Test
  void twoNodesOfAFunctionMayNotHaveOneName() {
    MadeFunction twice =
        function("f", "a")
            .nodes(op("n", "Relu", "a"), op("n", "Tanh", "a"))
            .returns("r", "n:activations:0");
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(call("y", "f", "x")).function(twice))
        .hasMessageContaining("node \"n\" appears twice");
  }

  @Test
  void aCallMustGiveAllArguments() {
    refused(
            ErrorCode.CORRUPT_MODEL,
            MadeModel.fromXtoY(call("y", "f", "x", "x"))
                .function(passing("f", op("n", "Relu", "a"), "n:activations:0")))
        .hasMessageContaining("node \"y\" gives 2 arguments to function \"f\", which takes 1");
  }

  @Test
  void aNodeMustTakeAllInputs() {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "AddV2", "x")))
        .hasMessageContaining("node \"y\" has 1 inputs, but op AddV2 takes 2");
  }

  @Test
  void aNodeMayNotTakeMoreInputs() {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "Relu", "x", "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:b:c:d", "x:-1", "x:99999999999", "x:1", "x:", "x:one", "gone", "", ":0", "^x"})
  void anInputMustExist(String input) {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "Relu", input)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b:c:d",
        "n:features:0",
        "n:activations:1",
        "n:activations:-1",
        "gone",
        "gone:out:0",
        "",
        "n:activations:2147483647",
        "a:0:99999999999",
        "c:output:1",
        "c:output:-1"
      })
  void anInputOfAFunctionMustExist(String input) {
    MadeFunction body =
        function("f", "a")
            .nodes(op("n", "Relu", "a"), call("c", "g", "a"), op("m", "Relu", input))
            .returns("r", "m:activations:0");
    refused(
        ErrorCode.CORRUPT_MODEL,
        MadeModel.fromXtoY(call("y", "f", "x"))
            .function(body)
            .function(passing("g", op("k", "Relu", "a"), "k:activations:0")));
  }

  @Test
  void aFunctionMustSayWhatItReturns() {
    MadeFunction body = function("f", "a").nodes(op("n", "Relu", "a")).returns("r", "");
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(call("y", "f", "x")).function(body))
        .hasMessageContaining("function \"f\" does not say what it returns as \"r\"");
  }

  @Test
  void aControlInputMustExist() {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(op("y", "Relu", "x", "^gone")));
  }

  @ParameterizedTest
  @CsvSource({"-1", "-9223372036854775808", "70000", "9223372036854775807"})
  void aNumberOfTensorsMustBeSensible(long number) {
    NodeDef.Builder split =
        op("y", "Unpack", "x").putAttr("num", number(number)).putAttr("axis", number(0));
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(split))
        .hasMessageContaining("Unpack claims " + number + " tensors");
  }

  @Test
  void anAttributeThatSaysTheTypeMustBeThere() {
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(node("y", "Relu6", "x")))
        .hasMessageContaining("Relu6 lacks attribute T");
  }

  @Test
  void anUnknownTypeIsRefused() {
    NodeDef.Builder odd =
        node("y", "Relu", "x")
            .putAttr("T", type(DataType.DT_FLOAT).toBuilder().setTypeValue(77).build());
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(odd)).hasMessageContaining("unknown type");
  }

  @Test
  void whatNobodyFilledInIsRefused() {
    MadeFunction body =
        function("f", "a")
            .nodes(node("n", "Relu", "a").putAttr("T", filledIn("T")))
            .returns("r", "n:activations:0");
    refused(ErrorCode.CORRUPT_MODEL, MadeModel.fromXtoY(call("y", "f", "x")).function(body))
        .hasMessageContaining("attribute T is not given");
  }

  @Test
  void theFilesOwnWordOnAnOpIsNotTaken() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu"));
    model.meta().getMetaInfoDefBuilder().getStrippedOpListBuilder().addOpBuilder().setName("Relu");
    refused(ErrorCode.CORRUPT_MODEL, model).hasMessageContaining("op Relu takes 1");
  }

  private static MadeFunction passing(String name, NodeDef.Builder node, String result) {
    return function(name, "a").nodes(node).returns("r", result);
  }

  private static AbstractThrowableAssert<?, ?> refused(ErrorCode code, MadeModel model) {
    return assertTimeoutPreemptively(SOON, () -> assertRefused(code, model::flatten));
  }
}
