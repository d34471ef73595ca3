package io.attributable.cli.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Prediction;
import io.attributable.Wording;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyReader;
import io.attributable.npy.NpyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

class ReplyFolderTest {
  private static final NdArray<?> FLOATS = StdArrays.ndCopyOf(new float[][] {{1, -0f}, {3, 4}});

  @TempDir Path folder;

  @Test
  void writesArraysBesideTheDocument() throws IOException {
    write(explained("a", layer("inner/conv1", tensor(ElementType.FLOAT32, FLOATS))));
    assertThat(document())
        .isEqualTo(
            json(
                """
                {"id": "a", "layers": [{"layer": "inner/conv1", "port": "output",
                  "method": {"name": "gradient-x-activation", "mode": "global"},
                  "mode": "global", "tensors": [{"name": "model/t:0",
                  "file": "0.inner_conv1.0.npy", "shape": [2, 2], "dtype": "float32"}]}]}
                """));
    assertThat(NpyReader.read(folder.resolve("0.inner_conv1.0.npy")))
        .isEqualTo(new NpyArray(NpyType.FLOAT32, FLOATS));
    assertThat(names()).containsExactly("0.inner_conv1.0.npy", "attribution.json");
  }

  @Test
  void keepsLayersOfTheSameNameApart() throws IOException {
    Attribution layer =
        layer(
            "x",
            tensor(ElementType.FLOAT32, NdArrays.scalarOf(1f)),
            tensor(ElementType.FLOAT32, NdArrays.scalarOf(2f)));
    write(explained("a", layer, layer("x", tensor(ElementType.FLOAT32, FLOATS))));
    assertThat(names()).contains("0.x.0.npy", "0.x.1.npy", "1.x.0.npy");
    assertThat(document().at("/layers/0/tensors/1/shape")).isEmpty();
  }

  @Test
  void writesTheTypeThatTheFileHas() throws IOException {
    NdArray<?> doubles = NdArrays.vectorOf(0.1, 0.2);
    NdArray<?> floats = NdArrays.vectorOf(0.5f, 2f);
    write(
        explained(
            "a",
            layer("half", tensor(ElementType.FLOAT16, floats)),
            layer("brain", tensor(ElementType.BFLOAT16, floats)),
            layer("double", tensor(ElementType.FLOAT64, doubles))));
    assertThat(document().findValuesAsText("dtype"))
        .containsExactly("float16", "float32", "float64");
    assertThat(NpyReader.read(folder.resolve("0.half.0.npy")).type()).isEqualTo(NpyType.FLOAT16);
    assertThat(NpyReader.read(folder.resolve("2.double.0.npy")).values()).isEqualTo(doubles);
  }

  @Test
  void writesThePrediction() throws IOException {
    Attribution layer =
        new Attribution(
            "x",
            Port.INPUT,
            new GradientXActivation(Mode.LOCAL),
            List.of(tensor(ElementType.FLOAT32, FLOATS)),
            new Prediction("probs", tensor(ElementType.FLOAT32, FLOATS)));
    write(explained("a", layer));
    assertThat(document().path("prediction"))
        .isEqualTo(
            json(
                """
                {"output": "probs", "name": "model/t:0", "file": "prediction.npy",
                 "shape": [2, 2], "dtype": "float32"}
                """));
    assertThat(folder.resolve("prediction.npy")).exists();
  }

  @Test
  void writesFailures() throws IOException {
    write(
        new Reply.Failed(
            "../a", new AttributionException(ErrorCode.BAD_REQUEST, "x", "y"), Wording.REQUEST));
    assertThat(document())
        .isEqualTo(
            json(
                """
                {"id": "../a", "error": {"code": "BadRequest",
                  "message": "Request x cannot be read: y."}}
                """));
  }

  @Test
  void removesThePreviousReplyAndNothingElse() throws IOException {
    Files.writeString(folder.resolve("mine.npy"), "mine");
    write(explained("a", layer("x", tensor(ElementType.FLOAT32, FLOATS))));
    write(
        new Reply.Failed(
            "a", new AttributionException(ErrorCode.BAD_REQUEST, "x", "y"), Wording.REQUEST));
    assertThat(names()).containsExactly("attribution.json", "mine.npy");
    new ReplyFolder(folder).clear();
    assertThat(names()).containsExactly("mine.npy");
  }

  @Test
  void trustsNoPreviousReply() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside.npy"), "mine");
    Path inside = Files.createDirectories(folder.resolve("inside"));
    Files.writeString(inside.resolve("attribution.json"), "{\"file\": \"../outside.npy\"}");
    new ReplyFolder(inside).clear();
    assertThat(outside).exists();
    Files.writeString(inside.resolve("attribution.json"), "half a docu");
    new ReplyFolder(inside).clear();
    assertThat(inside).isEmptyDirectory();
  }

  @Test
  void saysWhyNothingCanBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    AttributionException failure =
        catchThrowableOfType(AttributionException.class, new ReplyFolder(file)::create);
    assertThat(failure.code()).isEqualTo(ErrorCode.UNWRITABLE_FILE);
    assertThat(failure).hasMessageContaining(file.toString());
  }

  private void write(Reply reply) {
    new ReplyFolder(folder).write(reply);
  }

  private JsonNode document() throws IOException {
    return json(Files.readString(folder.resolve("attribution.json")));
  }

  /** Read back, so that numbers are of the same kind on both sides. */
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Reply explained(String id, Attribution... layers) {
    return new Reply.Explained(
        id, new Attributions(List.of(layers)), List.of(), Wording.COMMAND_LINE);
  }

  private static Attribution layer(String address, AttributedTensor... tensors) {
    return new Attribution(address, Port.OUTPUT, new GradientXActivation(), List.of(tensors), null);
  }

  private static AttributedTensor tensor(ElementType type, NdArray<?> values) {
    return new AttributedTensor("model/t:0", type, values);
  }
}
