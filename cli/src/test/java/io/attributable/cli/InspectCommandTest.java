package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** {@code inspect}, on models whose layers are known. */
class InspectCommandTest {
  @TempDir Path folder;

  @Test
  void showsATable() {
    CommandRun run =
        CommandRun.of("inspect", Fixtures.model("digits"), "--signature", "serving_default");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            SavedModel %s

            Signature serving_default
              inputs
                image  float32  [?,8,8,1]
              outputs
                output_0  float32  [?,10]
                Output "output_0" is a softmax of scores, which are better explained: --output logits-of:probs
              layers (7)
                LAYER     PORT    DTYPE    SHAPE       ATTRIBUTABLE
                conv1     input   float32  [?,8,8,1]   yes
                          output  float32  [?,8,8,8]   yes
                conv2     input   float32  [?,8,8,8]   yes
                          output  float32  [?,8,8,16]  yes
                conv3     input   float32  [?,8,8,16]  yes
                          output  float32  [?,4,4,16]  yes
                flatten   input   float32  [?,4,4,16]  yes
                          output  float32  [?,256]     yes
                features  input   float32  [?,256]     yes
                          output  float32  [?,32]      yes
                logits    input   float32  [?,32]      yes
                          output  float32  [?,10]      yes
                probs     input   float32  [?,10]      yes
                          output  float32  [?,10]      yes
            """
                .formatted(Fixtures.model("digits")));
  }

  @Test
  void printsJson() throws IOException {
    JsonNode json = inspect("digits");
    assertThat(json.path("model").textValue()).isEqualTo(Fixtures.model("digits").toString());
    assertThat(json.at("/signatures").findValuesAsText("name")).contains("serving_default");
    JsonNode signature = json.at("/signatures/1");
    assertThat(signature.path("inputs"))
        .isEqualTo(json("[{'name': 'image', 'dtype': 'float32', 'shape': [null, 8, 8, 1]}]"));
    assertThat(signature.path("outputs"))
        .isEqualTo(
            json(
                "[{'name': 'output_0', 'dtype': 'float32', 'shape': [null, 10],"
                    + " 'logits': 'logits-of:probs'}]"));
    JsonNode layer = signature.at("/layers/1");
    assertThat(layer.path("layer").textValue()).isEqualTo("conv2");
    assertThat(layer.path("scope").textValue()).endsWith("conv2_1");
    assertThat(layer.at("/input/0/shape")).isEqualTo(json("[null, 8, 8, 8]"));
    assertThat(layer.at("/output/0/dtype").textValue()).isEqualTo("float32");
    assertThat(layer.path("attributable")).isEqualTo(json("{'input': true, 'output': true}"));
    assertThat(layer.has("obstacles")).isFalse();
  }

  @Test
  void saysWhyALayerCannotBeExplained() throws IOException {
    JsonNode layers = inspect("captum_multilayer_m2").at("/signatures/0/layers");
    JsonNode unused = layer(layers, "relu");
    assertThat(unused.path("attributable")).isEqualTo(json("{'input': true, 'output': false}"));
    assertThat(unused.at("/obstacles/output").textValue())
        .startsWith("[UnusedLayer] Layer \"relu\"");
    assertThat(layer(layers, "linear0").at("/attributable/output").booleanValue()).isTrue();
  }

  @Test
  void showsSeveralTensorsBelowEachOther() {
    assertThat(CommandRun.of("inspect", Fixtures.model("captum_multilayer_m2")).out())
        .containsPattern(
            "multi_relu +input +float32 +\\[\\?,4] +yes\n +float32 +\\[\\?,4]\n +output");
  }

  @Test
  void namesTheEmbeddingInputThatIsNoFloat() throws IOException {
    JsonNode embedding =
        layer(inspect("captum_embedding").at("/signatures/0/layers"), "embedding1");
    assertThat(embedding.path("input")).isEmpty();
    assertThat(embedding.at("/attributable/input").booleanValue()).isFalse();
    assertThat(embedding.at("/obstacles/input").textValue())
        .isEqualTo("no floating-point tensor that depends on the inputs");
  }

  @Test
  void listsFunctionsWhereThereAreNoSignatures() throws IOException {
    CommandRun run = CommandRun.of("inspect", Fixtures.model("tfmodule_functions"));
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Functions (6), to be named as --signature")
        .containsPattern("call:encoder\\.shifted +x, a, b +output_0, output_1");
    JsonNode json =
        new ObjectMapper()
            .readTree(
                CommandRun.of("inspect", Fixtures.model("tfmodule_functions"), "--json").out());
    assertThat(json.path("signatures")).isEmpty();
    assertThat(json.at("/functions/3"))
        .isEqualTo(
            json(
                "{'name': 'call:encoder.encode@scale=1.0', 'arguments': 'x, scale=1.0', 'inputs':"
                    + " [{'name': 'x', 'dtype': 'float32', 'shape': [null, 4]}], 'outputs':"
                    + " [{'name': 'output_0', 'dtype': 'float32', 'shape': [null, 4]}]}"));
    CommandRun one =
        CommandRun.of(
            "inspect", Fixtures.model("tfmodule_functions"), "--signature", "call:encoder.shifted");
    assertThat(one.status()).isZero();
    assertThat(one.out()).containsPattern("hidden +input +float32 +\\[\\?,4] +yes");
  }

  @Test
  void listsWhatCannotBeServed() throws IOException {
    CommandRun run = CommandRun.of("inspect", changed(InspectCommandTest::addSparse));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Signature sparse\n  cannot be served: input \"s\" is a sparse tensor\n")
        .contains("temperature  float32  []     default 2.0")
        .contains("words        string   [?,3]");
  }

  private static void addSparse(MetaGraphDef.Builder graph) {
    TensorInfo sparse =
        TensorInfo.newBuilder().setCooSparse(TensorInfo.CooSparse.getDefaultInstance()).build();
    TensorProto two =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addFloatVal(2)
            .build();
    SignatureDef signature = graph.getSignatureDefOrThrow("serving_default");
    graph
        .putSignatureDef("sparse", SignatureDef.newBuilder().putInputs("s", sparse).build())
        .putSignatureDef(
            "serving_default", signature.toBuilder().putDefaults("temperature", two).build());
  }

  @Test
  void modelWithNothingToNameIsRefusedWithTheRemedy() throws IOException {
    Path model = changed(graph -> graph.clearSignatureDef().clearObjectGraphDef());
    CommandRun run = CommandRun.of("inspect", model);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("[UnknownSignature] No signature \"serving_default\"")
        .contains("it has none. Export it with signatures");
  }

  @Test
  void listsLayersInSpiteOfAnUnknownOp() throws IOException {
    Path model = changed(InspectCommandTest::useLibrary);
    CommandRun run = CommandRun.of("inspect", model);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("[UnknownOp] Op \"TFText>Tanh\" of node \"pool/Tanh\"")
        .containsPattern("dense +input +float32 +\\[\\?,6] +no: \\[UnknownOp] see above")
        .doesNotContain(" yes");
    CommandRun preflight = CommandRun.of("preflight", model);
    assertThat(preflight.status()).isEqualTo(2);
    assertThat(preflight.err()).startsWith("[UnknownOp]");
    CommandRun library = CommandRun.of("preflight", model, "--op-library", model);
    assertThat(library.status()).isEqualTo(2);
    assertThat(library.err()).startsWith("[OpLibrary] Op library \"" + model + "\"");
  }

  @Test
  void listsLayersOfAModelThatIsRefused() throws IOException {
    Path model = changed(InspectCommandTest::printToFile);
    CommandRun run = CommandRun.of("inspect", model);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("[OpRefused]", "PrintV2 (node \"printed\"", "--allow-op")
        .containsPattern("dense +input +float32 +\\[\\?,6] +no: \\[OpRefused] see above");
    CommandRun preflight = CommandRun.of("preflight", model);
    assertThat(preflight.status()).isEqualTo(2);
    assertThat(preflight.err()).startsWith("[OpRefused]");
    assertThat(CommandRun.of("preflight", model, "--allow-op", "PrintV2").err())
        .doesNotContain("[OpRefused]");
  }

  private static void printToFile(MetaGraphDef.Builder graph) {
    NodeDef.Builder name =
        NodeDef.newBuilder()
            .setName("printed_name")
            .setOp("Const")
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
            .putAttr(
                "value",
                AttrValue.newBuilder()
                    .setTensor(
                        TensorProto.newBuilder()
                            .setDtype(DataType.DT_STRING)
                            .setTensorShape(TensorShapeProto.getDefaultInstance())
                            .addStringVal(ByteString.copyFromUtf8("text")))
                    .build());
    NodeDef.Builder printed =
        NodeDef.newBuilder()
            .setName("printed")
            .setOp("PrintV2")
            .addInput("printed_name:output:0")
            .putAttr(
                "output_stream",
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8("file:///x")).build());
    graph
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .getFunctionBuilderList()
        .forEach(function -> function.addNodeDef(name).addNodeDef(printed));
  }

  private static void useLibrary(MetaGraphDef.Builder graph) {
    graph.getGraphDefBuilder().getLibraryBuilder().getFunctionBuilderList().stream()
        .flatMap(function -> function.getNodeDefBuilderList().stream())
        .filter(node -> node.getOp().equals("Tanh"))
        .forEach(node -> node.setOp("TFText>Tanh"));
    graph.getMetaInfoDefBuilder().getStrippedOpListBuilder().getOpBuilderList().stream()
        .filter(op -> op.getName().equals("Tanh"))
        .forEach(op -> op.setName("TFText>Tanh"));
  }

  private Path changed(Consumer<MetaGraphDef.Builder> change) throws IOException {
    Path original = Fixtures.model("tfmodule_string_table").resolve("saved_model.pb");
    SavedModel.Builder saved = SavedModel.parseFrom(Files.readAllBytes(original)).toBuilder();
    change.accept(saved.getMetaGraphsBuilder(0));
    Files.write(folder.resolve("saved_model.pb"), saved.build().toByteArray());
    return folder;
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    assertThat(CommandRun.of("inspect", folder).err())
        .startsWith("[NotASavedModel] \"" + folder + "\"");
    Files.writeString(folder.resolve("saved_model.pb"), "no protocol buffer");
    CommandRun corrupt = CommandRun.of("inspect", folder);
    assertThat(corrupt.status()).isEqualTo(2);
    assertThat(corrupt.err()).startsWith("[CorruptModel] SavedModel \"" + folder + "\"");
    CommandRun signature =
        CommandRun.of("inspect", Fixtures.model("digits"), "--signature", "serving_defalt");
    assertThat(signature.status()).isEqualTo(2);
    assertThat(signature.err()).contains("Did you mean \"serving_default\"?");
  }

  private static JsonNode inspect(String model) throws IOException {
    CommandRun run = CommandRun.of("inspect", Fixtures.model(model), "--json");
    assertThat(run.status()).isZero();
    return json(run.out());
  }

  private static JsonNode layer(JsonNode layers, String address) {
    return layers
        .valueStream()
        .filter(layer -> layer.path("layer").textValue().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "preflight"})
  void whatReachesNobodyIsNoSuccess(String command) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int data) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    StringWriter err = new StringWriter();
    int status =
        AttributableCommand.commandLine()
            .setOut(new PrintWriter(full, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err))
            .execute(command, Fixtures.model("digits").toString(), "--json");
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).startsWith("[UnwritableFile] \"standard output\"");
  }
}
