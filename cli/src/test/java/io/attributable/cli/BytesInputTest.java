package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

/** Inputs of strings on the command line and in requests, and types that NumPy tells apart. */
class BytesInputTest {
  private static final Path MODEL = Fixtures.model("tfmodule_bytes");
  private static final Path GOLDEN = Fixtures.golden().resolve("tfmodule_bytes");
  private static final String EXAMPLE = Base64.getEncoder().encodeToString(read("example.0.bin"));
  private static final String PICTURE = Base64.getEncoder().encodeToString(read("picture.0.png"));

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void copy() throws IOException {
    Files.write(shared.resolve("a,b.bin"), read("example.0.bin"));
  }

  @Test
  void filesAreExamples() throws IOException {
    Path bytes = GOLDEN.resolve("example.0.bin");
    explain("examples=@" + bytes);
    assertFirst(1);
    explain("examples=@" + bytes + ",@" + shared.resolve("a,b.bin"), "examples=@" + bytes);
    assertFirst(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "serving_default; examples; {'b64': 'EXAMPLE'};                           1",
        "serving_default; examples; [{'b64': 'EXAMPLE'}, '@a,b.bin'];             2",
        "serving_default; examples; '@a,b.bin';                                   1",
        "serving_default; examples; [];                                           0",
        "pictures; pictures; {'b64': 'PICTURE'};                                  1",
        "pictures; pictures; [{'b64': 'PICTURE'}, {'b64': 'PICTURE'}];            2",
        "pictures; pictures; [[{'b64': 'PICTURE'}], [{'b64': 'PICTURE'}]];        2",
        "one; text; {'b64': '/wAA'};                                              1",
      })
  void requestsHoldBytes(String signature, String input, String json, int examples)
      throws IOException {
    JsonNode reply = ask(signature, input, json);
    assertThat(reply.path("error")).as(reply.toString()).isEmpty();
    assertThat(reply.at("/layers/0/tensors/0/shape/0").intValue()).isEqualTo(examples);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'b64': '%%'};                          BadRequest;     is not base64",
        "{'b64': 1};                             BadRequest;     must be an object of files",
        "{'b64': '', 'x': ''};                   BadRequest;     must be an object of files",
        "['text'];                               BadRequest;     {\"b64\": …} for bytes",
        "[{'b64': ''}, [{'b64': ''}]];           BadRequest;     are not equally long",
        "[[{'b64': ''}], {'b64': ''}];           BadRequest;     are not equally long",
        "[[{'b64': ''}], [{'b64': ''}, 'x']];    BadRequest;     are not equally long",
        "[[{'b64': ''}]];                        InputShape;     must have shape [?], but has"
            + " [1,1]",
        "'@none.bin';                            UnreadableFile; it does not exist",
        "'@.';                                   UnreadableFile; it is not a regular file",
      })
  void requestsWithOtherBytesFail(String json, String code, String words) throws IOException {
    JsonNode error = ask("serving_default", "examples", json).path("error");
    assertThat(error.path("code").textValue()).as(error.toString()).isEqualTo(code);
    assertThat(error.path("message").textValue()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "in_int8, in_uint8, 'must be int8, but is uint8'",
    "in_uint64, in_int64, 'must be uint64, but is int64'",
    "in_bfloat16, in_float16, 'must be bfloat16 (NumPy''s float32), but is float16'",
    "in_string, in_bool, 'must be string (NumPy''s bytes or object or str), but is bool'",
  })
  void numpysDtypesAreToldApart(String input, String other, String words) throws IOException {
    Path golden = Fixtures.golden().resolve("tfmodule_dtype_inputs");
    List<Object> arguments =
        new ArrayList<>(
            List.of("explain", Fixtures.model("tfmodule_dtype_inputs"), "--layer", "hidden"));
    arguments.addAll(List.of("--out", folder, "--target", "0"));
    arguments.addAll(List.of("--input", input + "=" + golden.resolve("six." + other + ".npy")));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("[InputDtype] Input \"" + input + "\" " + words);
  }

  @ParameterizedTest
  @CsvSource({"examples=@", "'examples=@a,@'", "'examples=@,@a'"})
  void filesNeedNames(String input) {
    CommandRun run =
        CommandRun.of("explain", MODEL, "--layer", "hidden", "--input", input, "--out", folder);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("expected NAME=FILE, NAME=\"TEXT\", NAME=JSON, or NAME=@FILE for bytes");
  }

  @Test
  void arraysAreNotGivenTwice() {
    String file = "examples=@" + GOLDEN.resolve("example.0.bin");
    CommandRun run =
        CommandRun.of(
            "explain",
            MODEL,
            "--layer",
            "hidden",
            "--input",
            "examples=a.npy",
            file,
            "--out",
            folder);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--input examples was given twice");
  }

  private void explain(String... inputs) {
    List<Object> arguments = new ArrayList<>(List.of("explain", MODEL, "--layer", "hidden"));
    arguments.addAll(List.of("--target", "0", "--out", folder, "--input"));
    arguments.addAll(List.of(inputs));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isZero();
  }

  /** All examples are the first one of the golden case. */
  private void assertFirst(int examples) throws IOException {
    NdArray<?> first = Fixtures.array(GOLDEN.resolve("examples.0.0.npy"));
    JsonNode reply = json(folder.resolve("attribution.json"));
    String file = reply.at("/layers/0/tensors/0/file").textValue();
    NdArray<?> found = Fixtures.array(folder.resolve(file));
    assertThat(found.shape().get(0)).isEqualTo(examples);
    for (int i = 0; i < examples; i++) {
      Closeness.assertClose(
          "example " + i, found.slice(Indices.range(i, i + 1)), first.slice(Indices.range(0, 1)));
    }
  }

  private JsonNode ask(String signature, String input, String json) throws IOException {
    String line =
        "{'id': 'a', 'signature': '%s', 'layers': ['hidden'], 'target': 0, 'inputs': {'%s': %s}}"
            .formatted(signature, input, json)
            .replace('\'', '"')
            .replace("EXAMPLE", EXAMPLE)
            .replace("PICTURE", PICTURE);
    Path requests = Files.writeString(shared.resolve("requests.jsonl"), line);
    CommandRun.of("explain", MODEL, "--requests", requests, "--out", folder);
    return json(folder.resolve("a/attribution.json"));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static byte[] read(String name) {
    try {
      return Files.readAllBytes(GOLDEN.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
