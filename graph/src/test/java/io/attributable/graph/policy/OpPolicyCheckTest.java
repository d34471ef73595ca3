package io.attributable.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.OpPolicy;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.RegisteredGradient;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

class OpPolicyCheckTest {
  private static final String INIT = "__saved_model_init_op";

  static Stream<Named<MadeModel>> running() {
    return Stream.of(
        named("forward", forward("ReadFile")),
        named("a control input", waiting("WriteFile", "path", "path")),
        named("a library's op name", forward("_HostCast")),
        named("host code", forward("EagerPyFunc")),
        named("a graph in a text", forward("DatasetFromGraph")),
        named("a queue", forward("QueueDequeueV2")),
        named("the default of an input", byDefault()),
        named("another tensor of an input's node", splitInput("x:1")),
        named("what waits for an input's node", splitInput("^x")),
        named("a called function", called("read")),
        named("a gradient", gradient()),
        named("a gradient of a function", gradientOfFunction()),
        named("another implementation", twin()),
        named("printing to a file", printing("file:///tmp/out")),
        named("the file of descriptors", attribute("DecodeProtoV2", "descriptor_source", "/x")));
  }

  @ParameterizedTest
  @MethodSource("running")
  void refusesWhatASignatureRuns(MadeModel model) {
    assertThatThrownBy(() -> OpPolicyCheck.requireLoadable(model.file()))
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OP_REFUSED))
        .hasMessageContaining("signature \"serving_default\" runs");
    assertThatThrownBy(() -> SignatureFlattener.flatten(model.file(), MadeModel.SIGNATURE))
        .isInstanceOf(AttributionException.class);
  }

  static Stream<Named<MadeModel>> loading() {
    return Stream.of(
        named("the op that initialises", initialised(Nodes.node("init", "WriteFile", "p", "p"))),
        named("the main op", collected("saved_model_main_op")),
        named("the old main op", collected("legacy_init_op")),
        named("a table of any file", table("other")),
        named("a table of a file that a variable names", heldTable("other")),
        named("a table of a file that a restored variable names", restoredTable()),
        named("weights of any checkpoint", restoring("other")),
        named("a table of a checkpoint's name, which only restoring is given", filenameTable()),
        named("a table of another tensor of an asset's node", indexedTable()),
        named("what waits for an asset's node", waitingForAsset()),
        named("a value that a shape follows from", folded()));
  }

  @ParameterizedTest
  @MethodSource("loading")
  void refusesWhatRunsWhenAModelIsLoaded(MadeModel model) {
    assertThatThrownBy(() -> OpPolicyCheck.requireLoadable(model.file()))
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OP_REFUSED));
    OpPolicyCheck.requireLoadable(model.file().under(OpPolicy.permissive()));
  }

  static Stream<Named<MadeModel>> harmless() {
    return Stream.of(
        named("a saver that is never run", saver()),
        named("a table of an asset", table("asset")),
        named("a table of an asset that a variable holds", heldTable("asset")),
        named("weights of the model's checkpoint", restoring("filename")),
        named("printing", printing("stderr")),
        named(
            "descriptors in the file",
            attribute("DecodeProtoV2", "descriptor_source", "bytes://x")));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void loadsTheRest(MadeModel model) {
    OpPolicyCheck.requireLoadable(model.file());
  }

  @Test
  void saysWhatItIsAndHowToAllowIt() {
    assertThatThrownBy(() -> OpPolicyCheck.requireLoadable(called("deep").file()))
        .hasMessage(
            "[OpRefused] SavedModel \"made\" is refused: signature \"serving_default\" runs"
                + " ReadFile (node \"hidden\" of function \"deep\"), which reads files. If you"
                + " trust its author as that of a program that you run, allow ReadFile (with"
                + " ModelOptions.allowOps; allowedOps of @AttributedModel for the compiler).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "a/../../b", "..\\b", ""})
  void assetsDoNotLeadOutOfTheModel(String name) {
    MadeModel model = table("asset");
    model.meta().setAssetFileDef(0, asset("asset:0").toBuilder().setFilename(name));
    assertThatThrownBy(() -> FileCheck.require(model.file()))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("asset \"%s\" is no file of its folder", name);
  }

  @Test
  void findsAssetsOfTensorFlow1() {
    MadeModel model = table("asset");
    CollectionDef.Builder assets = CollectionDef.newBuilder();
    assets.getAnyListBuilder().addValue(Any.newBuilder().setValue(asset("asset:0").toByteString()));
    model.meta().clearAssetFileDef().putCollectionDef("saved_model_assets", assets.build());
    OpPolicyCheck.requireLoadable(model.file());
  }

  static List<Path> fixtures() throws IOException {
    try (Stream<Path> models = Files.list(Fixtures.model("digits").resolveSibling(""))) {
      return models.filter(model -> Files.exists(model.resolve("saved_model.pb"))).toList();
    }
  }

  /** What Keras, TensorFlow 1 and TensorFlow Hub write is harmless. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void loadsWhatExportersWrite(Path model) {
    OpPolicyCheck.requireLoadable(SavedModelFile.read(model));
  }

  @Test
  void allowsByName() {
    SavedModelFile file = forward("ReadFile").file();
    OpPolicyCheck.requireLoadable(file.under(OpPolicy.strict().allowing("ReadFile")));
    assertThatThrownBy(
            () -> OpPolicyCheck.requireLoadable(file.under(OpPolicy.strict().allowing("Save"))))
        .isInstanceOf(AttributionException.class);
  }

  @Test
  void allowsOpsOfLoadedLibraries() {
    MadeModel model =
        forward("TFText>Reads")
            .libraryOp(OpDef.newBuilder().setName("TFText>Reads").setIsStateful(true));
    OpPolicyCheck.requireLoadable(model.file());
  }

  @Test
  void loadsAModelOfWhichOneSignatureMayRun() {
    MadeModel model = forward("WriteFile");
    model.meta().putSignatureDef("clean", signature("x:0"));
    SavedModelFile file = model.file();
    OpPolicyCheck.requireLoadable(file);
    assertThatThrownBy(() -> OpPolicyCheck.require(file, file.signature(MadeModel.SIGNATURE)))
        .isInstanceOf(AttributionException.class);
    OpPolicyCheck.require(file, file.signature("clean"));
  }

  private static SignatureDef signature(String output) {
    TensorInfo.Builder tensor = TensorInfo.newBuilder().setDtype(DataType.DT_FLOAT);
    return SignatureDef.newBuilder()
        .putInputs("x", tensor.setName("x:0").build())
        .putOutputs("y", tensor.setName(output).build())
        .build();
  }

  private static MadeModel forward(String op) {
    return MadeModel.fromXtoY(text("path"), Nodes.node("y", op, "path"));
  }

  private static MadeModel waiting(String op, String... inputs) {
    return MadeModel.fromXtoY(
        text("path"), Nodes.node("side", op, inputs), Nodes.op("y", "Relu", "x", "^side"));
  }

  private static MadeModel byDefault() {
    return MadeModel.model()
        .nodes(
            text("path"),
            Nodes.node("made", "WriteFile", "path", "path"),
            Nodes.constant("zero", 0),
            Nodes.op("default", "Relu", "zero", "^made"),
            Nodes.node("x", "PlaceholderWithDefault", "default")
                .putAttr("dtype", Nodes.type(DataType.DT_FLOAT)),
            Nodes.op("y", "Relu", "x"))
        .input("x", "x:0")
        .output("y", "y:0");
  }

  /** An input is what the first of two tensors of a node is fed. */
  private static MadeModel splitInput(String other) {
    return MadeModel.model()
        .nodes(
            text("path"),
            Nodes.constant("zero", 0),
            Nodes.node("written", "WriteFile", "path", "path"),
            Nodes.node("x", "IdentityN", "zero", "zero", "^written"),
            Nodes.op("z", "Relu", "zero", other),
            Nodes.op("y", "Relu", "x", "^z"))
        .input("x", "x:0")
        .output("y", "y:0");
  }

  /** TensorFlow's loader takes the first graph of the same set of tags. */
  @Test
  void graphsWithTheSameTagsAreRefused() {
    MetaGraphDef.Builder hidden = forward("WriteFile").meta();
    hidden.getMetaInfoDefBuilder().addTags("serve");
    byte[] both =
        SavedModel.newBuilder()
            .addMetaGraphs(hidden)
            .addMetaGraphs(plain().meta())
            .build()
            .toByteArray();
    assertThatThrownBy(() -> SavedModelFile.parse("made", both))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("several of its graphs have the same tags, [serve]");
  }

  private static MadeModel called(String function) {
    return MadeModel.fromXtoY(Nodes.call("y", "outer", "x"))
        .function(MadeFunction.function("outer", "a").nodes(Nodes.call("c", function, "a")))
        .function(
            MadeFunction.function(function, "a").nodes(Nodes.node("hidden", "ReadFile", "a")));
  }

  private static MadeModel gradient() {
    MadeModel model =
        MadeModel.fromXtoY(
                Nodes.op("y", "IdentityN", "x")
                    .putAttr("_gradient_op_type", Nodes.text("Custom-1")))
            .function(
                MadeFunction.function("back", "a").nodes(Nodes.node("hidden", "WriteFile", "a")));
    model
        .meta()
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addRegisteredGradients(
            RegisteredGradient.newBuilder()
                .setRegisteredOpType("Custom-1")
                .setGradientFunc("back"));
    return model;
  }

  private static MadeModel gradientOfFunction() {
    MadeModel model =
        MadeModel.fromXtoY(
                Nodes.node("y", "SymbolicGradient", "x").putAttr("f", Nodes.function("forward")))
            .function(MadeFunction.function("forward", "a"))
            .function(
                MadeFunction.function("back", "a").nodes(Nodes.node("hidden", "WriteFile", "a")));
    model
        .meta()
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addGradient(GradientDef.newBuilder().setFunctionName("forward").setGradientFunc("back"));
    return model;
  }

  /** TensorFlow's optimiser takes the function that suits the device. */
  private static MadeModel twin() {
    MadeFunction called = MadeFunction.function("called", "a");
    called.proto().putAttr("api_implements", Nodes.text("lstm"));
    MadeFunction twin =
        MadeFunction.function("twin", "a").nodes(Nodes.node("hidden", "WriteFile", "a"));
    twin.proto().putAttr("api_implements", Nodes.text("lstm"));
    return MadeModel.fromXtoY(Nodes.call("y", "called", "x")).function(called).function(twin);
  }

  private static MadeModel printing(String stream) {
    return MadeModel.fromXtoY(
        text("path"),
        Nodes.node("side", "PrintV2", "path").putAttr("output_stream", Nodes.text(stream)),
        Nodes.op("y", "Relu", "x", "^side"));
  }

  private static MadeModel attribute(String op, String name, String value) {
    return MadeModel.fromXtoY(
        text("path"), Nodes.node("y", op, "path").putAttr(name, Nodes.text(value)));
  }

  private static MadeModel initialised(NodeDef.Builder init) {
    MadeModel model = plain().nodes(text("p"), init);
    model
        .meta()
        .putSignatureDef(
            INIT,
            SignatureDef.newBuilder()
                .putOutputs(INIT, TensorInfo.newBuilder().setName("init").build())
                .build());
    return model;
  }

  private static MadeModel collected(String collection) {
    MadeModel model = plain().nodes(text("p"), Nodes.node("main", "WriteFile", "p", "p"));
    CollectionDef.Builder nodes = CollectionDef.newBuilder();
    nodes.getNodeListBuilder().addValue("main");
    model.meta().putCollectionDef(collection, nodes.build());
    return model;
  }

  /** A table is filled in a function from one of two names, of which one is that of an asset. */
  private static MadeModel table(String name) {
    MadeModel model =
        initialised(Nodes.call("init", "fill", name).addInput("table"))
            .nodes(text("asset"), text("other"), Nodes.node("table", "HashTableV2"))
            .function(
                MadeFunction.function("fill", "file", "handle")
                    .nodes(
                        Nodes.node("same", "Identity", "file"),
                        Nodes.node(
                            "read", "InitializeTableFromTextFileV2", "handle", "same:output:0")));
    model.meta().addAssetFileDef(asset("asset:0"));
    return model;
  }

  private static MadeModel heldTable(String name) {
    return table("read")
        .nodes(
            Nodes.variable("path"),
            Nodes.node("assigned", "AssignVariableOp", "path", name),
            Nodes.node("read", "ReadVariableOp", "path", "^assigned"));
  }

  private static MadeModel restoredTable() {
    return heldTable("asset").nodes(Nodes.call("restore", "restoring", "asset", "path"));
  }

  private static MadeModel filenameTable() {
    MadeModel model = table("filename").nodes(text("filename"), Nodes.node("restore", "NoOp"));
    saver(model.meta(), "restore");
    return model;
  }

  private static MadeModel indexedTable() {
    MadeModel model = table("both").nodes(Nodes.node("both", "IdentityN", "other", "asset"));
    model.meta().setAssetFileDef(0, asset("both:1"));
    return model;
  }

  private static MadeModel waitingForAsset() {
    MadeModel model =
        initialised(Nodes.node("init", "NoOp", "^named"))
            .nodes(
                Nodes.node("written", "WriteFile", "p", "p"),
                Nodes.node("named", "Identity", "p", "^written"));
    model.meta().addAssetFileDef(asset("named:0"));
    return model;
  }

  private static AssetFileDef asset(String tensor) {
    return AssetFileDef.newBuilder()
        .setFilename("words.txt")
        .setTensorInfo(TensorInfo.newBuilder().setName(tensor))
        .build();
  }

  private static MadeModel restoring(String name) {
    MadeModel model =
        plain()
            .nodes(text("filename"), text("other"), Nodes.call("restore", "restoring", name))
            .function(
                MadeFunction.function("restoring", "prefix")
                    .nodes(Nodes.node("values", "RestoreV2", "prefix", "n", "s")));
    saver(model.meta(), "restore");
    return model;
  }

  private static MadeModel saver() {
    MadeModel model =
        plain()
            .nodes(
                text("filename"),
                Nodes.node("save", "SaveV2", "filename"),
                Nodes.node("restore", "NoOp"));
    saver(model.meta(), "restore");
    return model;
  }

  private static void saver(MetaGraphDef.Builder meta, String restore) {
    meta.getSaverDefBuilder()
        .setFilenameTensorName("filename:0")
        .setRestoreOpName(restore)
        .setSaveTensorName("save:0");
  }

  private static MadeModel folded() {
    return plain().nodes(text("p"), Nodes.node("nobody", "ReadFile", "p"));
  }

  private static MadeModel plain() {
    return MadeModel.fromXtoY(Nodes.op("y", "Relu", "x"));
  }

  private static NodeDef.Builder text(String name) {
    return Nodes.constant(
        name,
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(Nodes.shape())
            .addStringVal(ByteString.copyFromUtf8("/etc/passwd")));
  }
}
