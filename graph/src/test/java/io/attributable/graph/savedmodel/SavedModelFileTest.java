package io.attributable.graph.savedmodel;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.ErrorCode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.OpList;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class SavedModelFileTest {
  @TempDir Path folder;

  @Test
  void readsSignaturesInputsAndOutputs() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("tfmodule_two_signatures"));
    assertThat(file.name()).isEqualTo(Fixtures.model("tfmodule_two_signatures").toString());
    assertThat(file.tags()).containsExactly("serve");
    assertThat(file.signatures())
        .extracting(SignatureSchema::name)
        .containsExactly("precise", "serving_default");
    assertThat(file.defaultSignature()).isEqualTo("serving_default");
    SignatureSchema precise = file.signature("precise");
    assertThat(precise.inputs()).extracting(TensorSchema::typeName).containsOnly("float64");
    assertThat(precise.outputs()).hasSize(1);
  }

  @Test
  void aMissingDirectoryIsNamedWithWhereItWasLookedFor() {
    Path missing = folder.resolve("nowhere");
    assertRefused(ErrorCode.MODEL_NOT_FOUND, () -> SavedModelFile.read(missing))
        .hasMessage(
            "[ModelNotFound] SavedModel \"%s\" not found. Looked in: %s. Give the directory that"
                + " holds saved_model.pb.",
            missing, missing.toAbsolutePath());
  }

  @Test
  void aFileIsNoSavedModel() throws IOException {
    Path file = Files.writeString(folder.resolve("model.keras"), "zip");
    assertRefused(ErrorCode.NOT_A_SAVED_MODEL, () -> SavedModelFile.read(file))
        .hasMessageContaining("\"" + file + "\"")
        .hasMessageContaining("it is no directory");
  }

  @Test
  void aDirectoryWithoutTheFileIsNoSavedModel() {
    assertRefused(ErrorCode.NOT_A_SAVED_MODEL, () -> SavedModelFile.read(folder))
        .hasMessageContaining("it holds no saved_model.pb");
  }

  @Test
  void aDirectoryInPlaceOfTheFileIsNoSavedModel() throws IOException {
    Files.createDirectory(folder.resolve("saved_model.pb"));
    assertRefused(ErrorCode.NOT_A_SAVED_MODEL, () -> SavedModelFile.read(folder));
  }

  @Test
  void anEmptyFileHoldsNoGraph() {
    assertRefused(ErrorCode.NOT_A_SAVED_MODEL, () -> parse(new byte[0]))
        .hasMessageContaining("saved_model.pb holds no graph");
  }

  @Test
  void randomBytesAreRefused() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      assertThat(bytes).satisfies(HostileFiles::readsOrIsRefused);
    }
    assertRefused(ErrorCode.CORRUPT_MODEL, () -> parse(new byte[] {-1, -1, -1, -1}))
        .hasMessageContaining("\"made\"")
        .hasMessageContaining("truncated or not a protocol buffer");
  }

  @Test
  void otherProtocolBuffersAreRefused() {
    GraphDef graph = GraphDef.newBuilder().addNode(placeholder("x", 1)).build();
    assertThat(graph.toByteArray()).satisfies(HostileFiles::isRefused);
    MetaGraphDef meta = MadeModel.fromXtoY(placeholder("y", 1)).meta().build();
    assertThat(meta.toByteArray()).satisfies(HostileFiles::isRefused);
  }

  @Test
  void withoutTagServeTheTagsAreNamed() {
    SavedModel training =
        SavedModel.newBuilder()
            .addMetaGraphs(
                MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("train")))
            .build();
    assertRefused(ErrorCode.NOT_A_SAVED_MODEL, () -> parse(training.toByteArray()))
        .hasMessageContaining("none of its graphs is tagged \"serve\" (tags: [train])");
  }

  @Test
  void ofSeveralGraphsTheOneThatOnlyServesIsTaken() {
    MadeModel served = MadeModel.fromXtoY(placeholder("y", 1));
    MadeModel onDevice = MadeModel.fromXtoY(placeholder("y", 1)).input("other", "x:0");
    onDevice.meta().getMetaInfoDefBuilder().addTags("tpu");
    SavedModel both =
        SavedModel.newBuilder().addMetaGraphs(onDevice.meta()).addMetaGraphs(served.meta()).build();
    SavedModelFile file = SavedModelFile.parse("made", both.toByteArray());
    assertThat(file.tags()).containsExactly("serve");
    assertThat(file.signature(MadeModel.SIGNATURE).inputs()).hasSize(1);
  }

  @Test
  void signaturesThatInitialiseAreLeftOut() {
    MadeModel model = MadeModel.fromXtoY(placeholder("y", 1));
    model
        .meta()
        .putSignatureDef("__saved_model_init_op", SignatureDef.getDefaultInstance())
        .putSignatureDef("__saved_model_train_op", SignatureDef.getDefaultInstance());
    assertThat(model.file().signatures())
        .extracting(SignatureSchema::name)
        .containsExactly(MadeModel.SIGNATURE);
  }

  @Test
  void anUnknownSignatureIsNamedWithThoseThereAre() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("tfmodule_two_signatures"));
    assertRefused(ErrorCode.UNKNOWN_SIGNATURE, () -> file.signature("precis"))
        .hasMessage(
            "[UnknownSignature] No signature \"precis\" in \"%s\"; it has \"precise\","
                + " \"serving_default\". Did you mean \"precise\"?",
            file.name());
  }

  @Test
  void theOnlySignatureIsTheDefaultWhateverItsName() {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
    meta.getMetaInfoDefBuilder().addTags("serve");
    meta.putSignatureDef("predict", SignatureDef.getDefaultInstance());
    assertThat(file(meta).defaultSignature()).isEqualTo("predict");
    meta.putSignatureDef("train", SignatureDef.getDefaultInstance());
    assertRefused(ErrorCode.UNKNOWN_SIGNATURE, () -> file(meta).defaultSignature())
        .hasMessageContaining("it has \"predict\", \"train\".");
    meta.clearSignatureDef();
    assertRefused(ErrorCode.UNKNOWN_SIGNATURE, () -> file(meta).defaultSignature())
        .hasMessageContaining("it has none.");
  }

  @Test
  void readsTypesAndShapesOfTensors() {
    MetaGraphDef.Builder meta = MadeModel.model().input("a", "a:0").meta();
    TensorInfo strings =
        TensorInfo.newBuilder()
            .setName("b:2")
            .setDtype(DataType.DT_STRING)
            .setTensorShape(MadeModel.unknownRank())
            .build();
    meta.putSignatureDef("other", SignatureDef.newBuilder().putInputs("b", strings).build());
    TensorSchema schema = file(meta).signature("other").input("b");
    assertThat(schema.tensor()).isEqualTo(new TensorRef("b", 2));
    assertThat(schema.type()).isEqualTo(DataType.DT_STRING);
    assertThat(schema.shape().isUnknown()).isTrue();
    assertThat(schema.typeName()).isEqualTo("string");
    assertThat(schema.shapeText()).isEqualTo("unknown");
    assertThat(file(meta).signature(MadeModel.SIGNATURE).input("a").shapeText()).isEqualTo("[?,3]");
  }

  @Test
  void anUnknownInputIsNamedWithThoseThereAre() {
    SignatureSchema signature =
        MadeModel.model().input("image", "i:0").file().signature(MadeModel.SIGNATURE);
    assertRefused(ErrorCode.INPUT_UNKNOWN, () -> signature.input("images"))
        .hasMessage(
            "[InputUnknown] No input \"images\" in signature \"serving_default\"; it has"
                + " \"image\". Did you mean \"image\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:zero", "x:99999999999", "x:"})
  void aTensorOfASignatureNeedsANumber(String tensor) {
    SavedModelFile file = MadeModel.model().input("a", tensor).file();
    assertRefused(ErrorCode.UNSUPPORTED_SIGNATURE, () -> file.signature(MadeModel.SIGNATURE))
        .hasMessageContaining("input \"a\" is tensor \"" + tensor + "\", which has no index");
  }

  @Test
  void aGraphBesideTheServingOneIsNotLookedAt() {
    MadeModel served = MadeModel.fromXtoY(op("y", "Relu", "x"));
    MadeModel training = MadeModel.fromXtoY(op("y", "Relu", "gone")).input("z", "nowhere");
    training.meta().getMetaInfoDefBuilder().clearTags().addTags("train");
    SavedModel both =
        SavedModel.newBuilder().addMetaGraphs(training.meta()).addMetaGraphs(served.meta()).build();
    SavedModelFile file = SavedModelFile.parse("made", both.toByteArray());
    assertThat(SignatureFlattener.flatten(file, MadeModel.SIGNATURE).byName()).containsKey("y");
  }

  private static SavedModelFile file(MetaGraphDef.Builder meta) {
    return parse(SavedModel.newBuilder().addMetaGraphs(meta).build().toByteArray());
  }

  private static SavedModelFile parse(byte[] bytes) {
    return SavedModelFile.parse("made", bytes);
  }

  @Test
  void aGraphThatPassedIsNotCheckedAgain() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("digits"));
    AtomicInteger checks = new AtomicInteger();
    assertThatThrownBy(
            () ->
                file.checkOnce(
                    () -> {
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");
    file.checkOnce(checks::incrementAndGet);
    file.checkOnce(checks::incrementAndGet);
    file.withOps(OpList.getDefaultInstance()).checkOnce(checks::incrementAndGet);
    file.vouchingForOps(op -> true).checkOnce(checks::incrementAndGet);
    assertThat(checks).hasValue(1);
    file.withGraph(file.graph()).checkOnce(checks::incrementAndGet);
    assertThat(checks).hasValue(2);
  }
}
