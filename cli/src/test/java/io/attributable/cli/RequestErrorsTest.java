package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.files.HeldFolder;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** A file of requests in which every one but the first and the last is wrong in its own way. */
class RequestErrorsTest {
  /**
   * A wrong request.
   *
   * @param line in JSON, with single quotes
   * @param folder where the reply is
   * @param code what it says
   * @param words what its message must name
   */
  private record Row(String line, String folder, String code, String words) {}

  private static final String WELL = "'layers': ['conv1'], 'target': 1";
  private static final String IMAGE = "'inputs': {'image': 'images.npy'}";
  private static final List<Row> ROWS =
      List.of(
          row("{'id': 'first', WELL, IMAGE}", "first", "", ""),
          row(
              "{'id': 'half', WELL",
              "line-2",
              "BadRequest",
              "in line 2 cannot be read: it is not JSON"),
          row(
              "{'id': 'first', WELL, IMAGE}",
              "line-3",
              "DuplicateId",
              "\"first\" was used before (line 1)"),
          row("{'id': '../out', WELL, IMAGE}", "line-4", "UnsafeId", "\"../out\""),
          row("{WELL, IMAGE}", "line-5", "BadRequest", "\"id\" is missing"),
          row(
              "{'id': 'steps', WELL, IMAGE, 'reduce': 'mean'}",
              "steps",
              "ReductionInvalid",
              "in \"mean\", steps are abs"),
          row(
              "{'id': 'key', 'layer': 'conv1', IMAGE}",
              "key",
              "BadRequest",
              "\"layer\" (did you mean \"layers\"?)"),
          row(
              "{'id': 'none', 'layers': [], 'target': 1, IMAGE}",
              "none",
              "LayerRequired",
              "at least one"),
          row("{'id': 'absent', 'target': 1, IMAGE}", "absent", "LayerRequired", "at least one"),
          row(
              "{'id': 'typo', 'layers': ['conv11'], 'target': 1, IMAGE}",
              "typo",
              "UnknownLayer",
              "\"conv11\""),
          row(
              "{'id': 'file', WELL, 'inputs': {'image': 'no.npy'}}",
              "file",
              "UnreadableFile",
              "no.npy\" of input \"image\" cannot be read: it does not exist"),
          row(
              "{'id': 'folder', WELL, 'inputs': {'image': '.'}}",
              "folder",
              "UnreadableFile",
              "it is not a regular file"),
          row(
              "{'id': 'text', WELL, 'inputs': {'image': 'text.npy'}}",
              "text",
              "UnreadableFile",
              "text.npy\" of input \"image\" cannot be read: it is not a NumPy .npy file"),
          row(
              "{'id': 'cut', WELL, 'inputs': {'image': 'cut.npy'}}",
              "cut",
              "UnreadableFile",
              "it ends early"),
          row(
              "{'id': 'input', WELL, 'inputs': {'picture': 'images.npy'}}",
              "input",
              "InputUnknown",
              "\"picture\""),
          row("{'id': 'inputs', WELL}", "inputs", "InputMissing", "\"image\""),
          row(
              "{'id': 'dtype', WELL, 'inputs': {'image': 'doubles.npy'}}",
              "dtype",
              "InputDtype",
              "Input \"image\" must be float32, but is float64"),
          row(
              "{'id': 'shape', WELL, 'inputs': {'image': 'flat.npy'}}",
              "shape",
              "InputShape",
              "Input \"image\" must have shape [?,8,8,1], but has [2,64]"),
          row(
              "{'id': 'range', 'layers': ['conv1'], 'target': 10, IMAGE}",
              "range",
              "TargetOutOfRange",
              "Target 10"),
          row(
              "{'id': 'word', 'layers': ['conv1'], 'target': 'best', IMAGE}",
              "word",
              "TargetInvalid",
              "\"best\""),
          row(
              "{'id': 'targets', 'layers': ['conv1'], 'target': [1], IMAGE}",
              "targets",
              "TargetShape",
              "Target 1"),
          row(
              "{'id': 'weights', WELL, IMAGE, 'weights': [1]}",
              "weights",
              "WeightsShape",
              "1 gradient weights were given for 2 examples"),
          row(
              "{'id': 'square', WELL, IMAGE, 'weights': 'flat.npy'}",
              "square",
              "UnreadableFile",
              "of the weights cannot be read: it has shape [2, 64]"),
          row(
              "{'id': 'signature', WELL, IMAGE, 'signature': 'serving'}",
              "signature",
              "UnknownSignature",
              "\"serving\""),
          row(
              "{'id': 'last', WELL, IMAGE, 'weights': [1, 0.5], 'prediction': true}",
              "last",
              "",
              ""));

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static CommandRun run;

  @BeforeAll
  static void ask() throws IOException {
    write("images.npy", NpyType.FLOAT32, NdArrays.ofFloats(Shape.of(2, 8, 8, 1)));
    write("flat.npy", NpyType.FLOAT32, NdArrays.ofFloats(Shape.of(2, 64)));
    write("doubles.npy", NpyType.FLOAT64, NdArrays.ofDoubles(Shape.of(2, 8, 8, 1)));
    byte[] images = Files.readAllBytes(folder.resolve("images.npy"));
    Files.write(folder.resolve("cut.npy"), Arrays.copyOf(images, images.length - 9));
    Files.writeString(folder.resolve("text.npy"), "no array");
    Path requests = Files.write(folder.resolve("r.jsonl"), ROWS.stream().map(Row::line).toList());
    run =
        CommandRun.of(
            "explain", Fixtures.model("digits"), "--requests", requests, "--out", replies());
  }

  @TestFactory
  Stream<DynamicTest> everyRequestHasItsReply() {
    return ROWS.stream().map(row -> dynamicTest(row.folder() + " " + row.code(), () -> check(row)));
  }

  @Test
  void tellsOfEveryFailureOnce() {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().strip())
        .isEqualTo("2 explained, %d failed, in %s".formatted(ROWS.size() - 2, replies()));
    assertThat(run.err().lines()).hasSize(ROWS.size() - 2);
  }

  @Test
  void writesNowhereElse() throws IOException {
    try (Stream<Path> folders = Files.list(replies())) {
      // Beside the replies stands the mark of the run.
      assertThat(
              folders
                  .map(reply -> reply.getFileName().toString())
                  .filter(name -> !name.equals(HeldFolder.NAME)))
          .containsExactlyInAnyOrderElementsOf(ROWS.stream().map(Row::folder).toList());
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void check(Row row) throws IOException {
    Path reply = replies().resolve(row.folder()).resolve("attribution.json");
    JsonNode json = JSON.readTree(reply.toFile());
    assertThat(json.at("/error/code").asText()).as(json.toString()).isEqualTo(row.code());
    assertThat(json.at("/error/message").asText()).contains(row.words());
    assertThat(json.path("layers")).hasSize(row.code().isEmpty() ? 1 : 0);
  }

  private static void write(String name, NpyType type, NdArray<?> values) throws IOException {
    NpyWriter.write(folder.resolve(name), new NpyArray(type, values));
  }

  private static Path replies() {
    return folder.resolve("replies");
  }

  private static Row row(String line, String folder, String code, String words) {
    String json = line.replace("WELL", WELL).replace("IMAGE", IMAGE).replace('\'', '"');
    return new Row(json, folder, code, words);
  }
}
