package io.attributable.tensorflow.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.ChangedModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Ops that TensorFlow does not have, and the libraries that bring some. */
class OpLibrariesTest {
  private static final String MODEL = "tfmodule_string_table";

  @TempDir Path folder;

  @Test
  void aMissingLibraryIsNamed() {
    Path missing = folder.resolve("ops.so");
    assertRefused(ErrorCode.OP_LIBRARY, missing)
        .hasMessageContaining("Op library \"" + missing + "\" cannot be loaded: there is no such")
        .hasMessageContaining("Looked in: " + missing.toAbsolutePath());
    assertRefused(ErrorCode.OP_LIBRARY, folder).hasMessageContaining("it is no file");
  }

  @Test
  void whatIsNoLibraryIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("ops.so"), "no library");
    assertRefused(ErrorCode.OP_LIBRARY, text)
        .hasMessageContaining("cannot be loaded: ")
        .hasMessageContaining("built for TensorFlow 2.");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ErrorCode code, Path library) {
    ModelOptions options = ModelOptions.defaults().opLibraries(library);
    return assertRefused(code, () -> load(Fixtures.model(MODEL), options));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ErrorCode code, Runnable action) {
    AttributionException failure = catchThrowableOfType(AttributionException.class, action::run);
    assertThat(failure).isNotNull();
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    return assertThat(failure);
  }

  private static void load(Path model, ModelOptions options) {
    AttributableModel.load(model, options).close();
  }

  @Test
  void aModelThatNeedsAnUnknownOpIsNotLoaded() throws IOException {
    Path model =
        ChangedModel.of(MODEL, folder, graph -> rename(graph, "HashTableV2", "SimpleMLModel"));
    assertRefused(ErrorCode.UNKNOWN_OP, () -> load(model, ModelOptions.defaults()))
        .hasMessageContaining("Op \"SimpleMLModel\" of node \"hash_table\"")
        .hasMessageContaining("TensorFlow Decision Forests");
  }

  private static void rename(MetaGraphDef.Builder graph, String op, String unknown) {
    graph.getGraphDefBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getOp().equals(op))
        .forEach(node -> node.setOp(unknown));
  }

  @Test
  void whatNeedsNoUnknownOpIsExplainedAsBefore() throws IOException {
    Path model = ChangedModel.of(MODEL, folder, OpLibrariesTest::addUnknown);
    assertThat(explain(model)).isEqualTo(explain(Fixtures.model(MODEL)));
    try (AttributableModel loaded = AttributableModel.load(model)) {
      assertRefused(ErrorCode.UNKNOWN_OP, () -> loaded.layers("odd"))
          .hasMessageContaining("Op \"TFText>Odd\" of node \"odd\"");
    }
  }

  @Test
  void aSparseSignatureBesideHarmsNobody() throws IOException {
    TensorInfo sparse =
        TensorInfo.newBuilder().setCooSparse(TensorInfo.CooSparse.getDefaultInstance()).build();
    Path model =
        ChangedModel.of(
            MODEL,
            folder,
            graph ->
                graph.putSignatureDef(
                    "sparse", SignatureDef.newBuilder().putInputs("s", sparse).build()));
    assertThat(explain(model)).isEqualTo(explain(Fixtures.model(MODEL)));
    try (AttributableModel loaded = AttributableModel.load(model)) {
      assertRefused(ErrorCode.UNSUPPORTED_SIGNATURE, () -> loaded.layers("sparse"))
          .hasMessageContaining("input \"s\" is a sparse tensor");
    }
  }

  @Test
  void aSignatureOfAMissingNodeBesideHarmsNobody() throws IOException {
    TensorInfo gone = TensorInfo.newBuilder().setName("gone:0").setDtype(DataType.DT_FLOAT).build();
    Path model =
        ChangedModel.of(
            MODEL,
            folder,
            graph ->
                graph.putSignatureDef(
                    "lost", SignatureDef.newBuilder().putOutputs("y", gone).build()));
    assertThat(explain(model)).isEqualTo(explain(Fixtures.model(MODEL)));
  }

  /** An op at the side of the signature, and a signature that needs it. */
  private static void addUnknown(MetaGraphDef.Builder graph) {
    SignatureDef signature = graph.getSignatureDefOrThrow("serving_default");
    String input = signature.getInputsOrThrow("temperature").getName();
    graph
        .getGraphDefBuilder()
        .addNode(NodeDef.newBuilder().setName("odd").setOp("TFText>Odd").addInput(input));
    var output = signature.getOutputsOrThrow("scores").toBuilder().setName("odd:0").build();
    graph.putSignatureDef("odd", signature.toBuilder().putOutputs("scores", output).build());
  }

  private static NdArray<?> explain(Path directory) {
    try (AttributableModel model = AttributableModel.load(directory)) {
      Attribution layer =
          LayerGradientXActivation.on(model)
              .layers("dense")
              .input("words", StdArrays.ndCopyOf(new String[][] {{"good", "film", "unheard"}}))
              .input("temperature", NdArrays.scalarOf(2f))
              .target(Target.of(1))
              .attribute()
              .layers()
              .get(0);
      return layer.tensors().get(0).values();
    }
  }
}
