package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import io.attributable.testing.Fixtures;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Models without signatures, with defaults, with ops of libraries. */
class UnusualModelsTest {
  private static final String TABLE = "tfmodule_string_table";
  private static final String DEFAULT = "serving_default";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aFunctionIsNamedInPlaceOfASignature(Tool tool) throws IOException {
    Compilation.Result result =
        compile(tool, "tfmodule_functions", "call:encoder.encode@scale=2.0", "hidden");
    assertThat(result.messages()).isEmpty();
    assertThat(result.generated().get("demo/UnusualExplainer.java"))
        .contains(".signature(\"call:encoder.encode@scale=2.0\")")
        .contains(".input(\"x\", \"float32\", \"[?,4]\")")
        .contains(".output(\"output_0\", \"float32\", \"[?,4]\")");
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionThatMayBeSeveralDoesNotCompile(Tool tool) throws IOException {
    assertThat(compile(tool, "tfmodule_functions", "call:__call__", "hidden").messages())
        .extracting(Message::code, Message::line)
        .containsExactly(tuple(ErrorCode.AMBIGUOUS_SIGNATURE.id(), 3L));
  }

  @ParameterizedTest
  @EnumSource
  void anInputWithADefaultIsNotAskedFor(Tool tool) throws IOException {
    change(UnusualModelsTest::addDefault);
    Compilation.Result result = compile(tool, TABLE, DEFAULT, "dense");
    assertThat(result.messages()).isEmpty();
    assertThat(result.generated().get("demo/UnusualExplainer.java"))
        .contains("public ExplainerRequest<A> words(NdArray<?> words)")
        .contains("Inputs that may be left out are given by name")
        .contains("<code>temperature</code>: one <code>float32</code>; by default <code>2.0</code>")
        .contains(".input(\"temperature\", \"float32\", \"[]\")")
        .doesNotContain("temperature(float temperature)");
  }

  private static void addDefault(MetaGraphDef.Builder graph) {
    TensorProto two =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addFloatVal(2)
            .build();
    SignatureDef signature = graph.getSignatureDefOrThrow(DEFAULT);
    graph.putSignatureDef(DEFAULT, signature.toBuilder().putDefaults("temperature", two).build());
  }

  @ParameterizedTest
  @EnumSource
  void anOpOfALibraryHasToBeAnnounced(Tool tool) throws IOException {
    change(UnusualModelsTest::useLibrary);
    assertThat(compile(tool, TABLE, DEFAULT, "dense").messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.UNKNOWN_OP.id());
    for (String ops : new String[] {"Other, TFText>Tanh", "*"}) {
      Compilation.Result result = compile(tool, TABLE, DEFAULT, "dense", ops);
      assertThat(result.messages()).as(ops).isEmpty();
      assertThat(result.generated()).containsKey("demo/UnusualExplainer.java");
    }
  }

  /** The op that makes the pool's output, which lies before the layer that is explained. */
  private static void useLibrary(MetaGraphDef.Builder graph) {
    graph.getGraphDefBuilder().getLibraryBuilder().getFunctionBuilderList().stream()
        .flatMap(function -> function.getNodeDefBuilderList().stream())
        .filter(node -> node.getOp().equals("Tanh"))
        .forEach(node -> node.setOp("TFText>Tanh"));
    graph.getMetaInfoDefBuilder().getStrippedOpListBuilder().getOpBuilderList().stream()
        .filter(op -> op.getName().equals("Tanh"))
        .forEach(op -> op.setName("TFText>Tanh"));
  }

  @ParameterizedTest
  @EnumSource
  void aSparseSignatureBesideIsNoObstacle(Tool tool) throws IOException {
    change(
        graph ->
            graph.putSignatureDef(
                "sparse",
                SignatureDef.newBuilder()
                    .putInputs(
                        "s",
                        TensorInfo.newBuilder()
                            .setCooSparse(TensorInfo.CooSparse.getDefaultInstance())
                            .build())
                    .build()));
    assertThat(compile(tool, TABLE, DEFAULT, "dense").messages()).isEmpty();
    assertThat(compile(tool, TABLE, "sparse", "dense").messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.UNSUPPORTED_SIGNATURE.id());
  }

  private void change(Consumer<MetaGraphDef.Builder> change) throws IOException {
    byte[] original = Files.readAllBytes(Fixtures.model(TABLE).resolve("saved_model.pb"));
    SavedModel.Builder saved = SavedModel.parseFrom(original).toBuilder();
    change.accept(saved.getMetaGraphsBuilder(0));
    Path model = Files.createDirectories(folder.resolve("models").resolve(TABLE));
    Files.write(model.resolve("saved_model.pb"), saved.build().toByteArray());
  }

  private Compilation.Result compile(Tool tool, String model, String signature, String layer)
      throws IOException {
    return compile(tool, model, signature, layer, "");
  }

  private Compilation.Result compile(
      Tool tool, String model, String signature, String layer, String libraryOps)
      throws IOException {
    Path source = Files.createDirectories(folder.resolve("demo")).resolve("Unusual.java");
    Files.writeString(
        source,
        """
        package demo;
        import io.attributable.*;
        @AttributedModel(savedModel = "%s", signature = "%s")
        interface Unusual {
          @Attributable(layer = "%s") Layer layer();
        }
        """
            .formatted(model, signature, layer));
    Path models = folder.resolve("models");
    return Compilation.with(tool, folder.resolve("out"))
        .processorOption(
            "attributable.models.dirs", models + File.pathSeparator + Sources.modelsDirs())
        .processorOption("attributable.library.ops", libraryOps)
        .run(source);
  }
}
