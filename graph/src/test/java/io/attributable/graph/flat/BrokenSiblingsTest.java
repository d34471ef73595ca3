package io.attributable.graph.flat;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.UnsupportedSignature;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.Struct.TypeSpecProto;
import org.tensorflow.proto.Struct.TypeSpecProto.TypeSpecClass;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/** What nobody asked about breaks nothing. */
class BrokenSiblingsTest {
  private static final int LIMIT = 100;

  static Stream<Arguments> unservedTensors() {
    return Stream.of(
        Arguments.of(
            TensorInfo.newBuilder()
                .setCooSparse(TensorInfo.CooSparse.newBuilder().setValuesTensorName("v:0")),
            "is a sparse tensor"),
        Arguments.of(composite(TypeSpecClass.RAGGED_TENSOR_SPEC, ""), "is a ragged tensor"),
        Arguments.of(composite(TypeSpecClass.SPARSE_TENSOR_SPEC, ""), "is a sparse tensor"),
        Arguments.of(
            composite(TypeSpecClass.EXTENSION_TYPE_SPEC, "Masked"),
            "is made of several tensors (Masked)"),
        Arguments.of(TensorInfo.newBuilder(), "names no tensor"),
        Arguments.of(TensorInfo.newBuilder().setName(""), "names no tensor"),
        Arguments.of(TensorInfo.newBuilder().setName("x:0"), "has no element type"),
        Arguments.of(
            TensorInfo.newBuilder().setName("x:0").setDtypeValue(4711),
            "has an unknown element type (number 4711)"));
  }

  private static TensorInfo.Builder composite(TypeSpecClass kind, String name) {
    return TensorInfo.newBuilder()
        .setCompositeTensor(
            TensorInfo.CompositeTensor.newBuilder()
                .setTypeSpec(
                    TypeSpecProto.newBuilder().setTypeSpecClass(kind).setTypeSpecClassName(name)));
  }

  @ParameterizedTest
  @MethodSource("unservedTensors")
  void aSignatureThatCannotBeServedHarmsNoOther(TensorInfo.Builder tensor, String reason) {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"));
    model
        .meta()
        .putSignatureDef("in", SignatureDef.newBuilder().putInputs("odd", tensor.build()).build())
        .putSignatureDef(
            "out", SignatureDef.newBuilder().putOutputs("odd", tensor.build()).build());
    SavedModelFile file = model.file();
    assertThat(SignatureFlattener.flatten(file, MadeModel.SIGNATURE).byName())
        .containsKeys("x", "y");
    assertThat(file.defaultSignature()).isEqualTo(MadeModel.SIGNATURE);
    assertThat(file.unservedSignatures())
        .containsExactly(
            new UnsupportedSignature("in", "input \"odd\" " + reason),
            new UnsupportedSignature("out", "output \"odd\" " + reason));
    assertRefused(ErrorCode.UNSUPPORTED_SIGNATURE, () -> SignatureFlattener.flatten(file, "in"))
        .hasMessageContaining("input \"odd\" " + reason)
        .hasMessageContaining("it has \"serving_default\"");
  }

  @Test
  void theOnlySignatureThatServesIsTheDefault() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"));
    SignatureDef dense = model.meta().getSignatureDefOrThrow(MadeModel.SIGNATURE);
    model.meta().putSignatureDef("dense", dense);
    TensorInfo sparse =
        TensorInfo.newBuilder().setCooSparse(TensorInfo.CooSparse.getDefaultInstance()).build();
    var proto = model.proto();
    proto
        .getMetaGraphsBuilder(0)
        .removeSignatureDef(MadeModel.SIGNATURE)
        .putSignatureDef("sparse", dense.toBuilder().putInputs("s", sparse).build());
    SavedModelFile file = SavedModelFile.parse("made", proto.build().toByteArray());
    assertThat(file.defaultSignature()).isEqualTo("dense");
  }

  @Test
  void functionsThatNothingCallsMayBeBroken() {
    MadeModel model =
        MadeModel.fromXtoY(call("y", "f", "x"))
            .function(
                function("f", "a").nodes(op("n", "Relu", "a")).returns("r", "n:activations:0"))
            .function(
                function("lost", "a").nodes(call("c", "gone", "a")).returns("r", "c:output:0"))
            .function(
                function("odd", "a").nodes(node("w", "While", "a")).returns("r", "w:output:0"));
    assertThat(SignatureFlattener.flatten(model.file(), MadeModel.SIGNATURE, LIMIT).byName())
        .containsKey("y/n");
  }

  /** TensorFlow takes in all functions of a file, and these would end the process. */
  @Test
  void functionsThatTensorFlowWouldNotSurviveAreRefusedThoughNothingCallsThem() {
    TensorProto.Builder huge =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(shape(1L << 40));
    MadeModel large =
        MadeModel.fromXtoY(op("y", "Relu", "x"))
            .function(function("huge", "a").nodes(constant("c", huge)).returns("r", "c:output:0"));
    MadeModel endless =
        MadeModel.fromXtoY(op("y", "Relu", "x"))
            .function(
                function("again", "a").nodes(call("c", "again", "a")).returns("r", "c:out:0"));
    assertRefused(ErrorCode.MODEL_TOO_LARGE, large::flatten);
    assertRefused(ErrorCode.RECURSIVE_FUNCTION, endless::flatten);
  }

  @Test
  void nodesThatNoOutputNeedsMayBeBroken() {
    MadeModel model =
        MadeModel.fromXtoY(
            op("y", "Relu", "x"),
            op("a", "Relu", "b"),
            op("b", "Relu", "a"),
            op("lost", "AddV2", "x", "gone"),
            op("strange", "MyOp", "x"),
            op("behind", "Relu", "strange"),
            call("call", "gone", "x"),
            node("typeless", "Relu", "x"));
    assertThat(SignatureFlattener.flatten(model.file(), MadeModel.SIGNATURE, LIMIT).byName())
        .containsOnlyKeys("x", "y");
  }

  @Test
  void anOpThatOneSignatureNeedsDoesNotConcernAnother() {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"), op("z", "TFText>Odd", "x"));
    SignatureDef plain = model.meta().getSignatureDefOrThrow(MadeModel.SIGNATURE);
    TensorInfo z = plain.getOutputsOrThrow("y").toBuilder().setName("z:0").build();
    model.meta().putSignatureDef("odd", plain.toBuilder().putOutputs("z", z).build());
    SavedModelFile file = model.file();
    assertThat(SignatureFlattener.flatten(file, MadeModel.SIGNATURE).byName()).containsKey("y");
    assertRefused(ErrorCode.UNKNOWN_OP, () -> SignatureFlattener.flatten(file, "odd"))
        .hasMessageContaining("Op \"TFText>Odd\" of node \"z\" in \"made\"")
        .hasMessageContaining("TensorFlow Text (Python package tensorflow-text)");
  }

  @Test
  void anUnknownOpInTheBodyOfALoopIsFoundBeforeItRuns() {
    MadeModel model =
        MadeModel.fromXtoY(
                node("y", "While", "x")
                    .putAttr("T", Nodes.types(DataType.DT_FLOAT))
                    .putAttr("body", Nodes.function("body"))
                    .putAttr("cond", Nodes.function("body")))
            .function(function("body", "a").nodes(op("n", "MyOp", "a")).returns("r", "n:y:0"));
    assertRefused(ErrorCode.UNKNOWN_OP, model::flatten)
        .hasMessageContaining("Op \"MyOp\" of node \"n\"");
  }

  @Test
  void whatCanBeLoadedIsWhatNeedsNoUnknownOp() {
    MadeModel model =
        MadeModel.fromXtoY(
                op("y", "Relu", "x"),
                op("odd", "MyOp", "x"),
                op("after", "Relu", "odd"),
                call("calls", "f", "x"),
                placeholder("other", -1, 3),
                node("init", "NoOp", "^y", "^after"),
                node("late", "Relu", "y", "^odd").putAttr("T", type(DataType.DT_FLOAT)))
            .function(function("f", "a").nodes(call("c", "g", "a")).returns("r", "c:output:0"))
            .function(function("g", "a").nodes(op("n", "MyOp", "a")).returns("r", "n:y:0"))
            .function(function("h", "a").nodes(op("n", "Relu", "a")).returns("r", "n:y:0"));
    SavedModelFile file = model.file();
    assertThat(LoadableSubgraph.isWhole(file.graph(), file.ops())).isFalse();
    var part = LoadableSubgraph.of(file.graph(), file.ops());
    assertThat(part.getNodeList())
        .extracting(node -> node.getName() + node.getInputList())
        .containsExactly("x[]", "y[x]", "other[]", "init[^y]");
    assertThat(part.getLibrary().getFunctionList())
        .extracting(function -> function.getSignature().getName())
        .containsExactly("h");
    assertThat(LoadableSubgraph.isWhole(part, file.ops())).isTrue();
  }
}
