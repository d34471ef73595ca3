package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.StdArrays;

/** Reasons on the command line and in requests, up to the reply. */
class ReasonOptionsTest {
  private static final Path MODEL = Fixtures.model("captum_multilayer");
  private static final String FEATURES =
      """
      {"x": ["income", {"name": "debt", "text": {"for": "Debt is low", "against": "Debt is high"}},
             {"name": "age", "columns": 1, "text": "Age"}]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    NpyWriter.write(
        folder.resolve("x.npy"),
        new NpyArray(NpyType.FLOAT32, StdArrays.ndCopyOf(new float[][] {{1, -2, 3}, {4, 5, -6}})));
    Files.writeString(folder.resolve("features.json"), FEATURES);
  }

  private CommandRun explain(String options) {
    List<Object> words = new ArrayList<>(List.of("explain", MODEL, "--layer", "input:x"));
    words.addAll(List.of("--input", "x=" + folder.resolve("x.npy"), "--out", folder));
    words.addAll(List.of(options.replace("FOLDER", folder.toString()).split(" ")));
    return CommandRun.of(words.toArray());
  }

  private JsonNode reply() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("attribution.json").toFile());
  }

  @Test
  void valuesOfTablesAreToldAsTheyAreWritten() throws IOException {
    Path card =
        Files.writeString(
            folder.resolve("card.json"),
            """
            {"signatures": {"serving_default": {"inputs": {"x": {"kind": "tabular", "features": [
              {"name": "months", "unit": "months", "mean": 30, "std": 3},
              {"name": "status", "categories": ["overdrawn", "none"]},
              {"name": "amount", "reason": "The amount is high"}]}}}}}
            """);
    Path rows = Files.writeString(folder.resolve("rows.csv"), "months,status,amount\n36,none,3\n");
    CommandRun run =
        CommandRun.of(
            "explain",
            MODEL,
            "--layer",
            "input:x",
            "--card",
            card,
            "--input",
            "x=" + rows,
            "--target",
            "1",
            "--method",
            "integrated-gradients",
            "--reasons",
            "3",
            "--reasons-side",
            "for",
            "--out",
            folder);
    assertThat(run.status()).as(run.err()).isZero();
    Map<String, String> written = new HashMap<>();
    reply()
        .at("/reasons/examples/0/reasons")
        .forEach(
            reason ->
                written.put(reason.path("feature").asText(), reason.path("written").asText()));
    assertThat(written).isNotEmpty();
    assertThat(Map.of("months", "36 months", "status", "none", "amount", "3"))
        .containsAllEntriesOf(written);
    written.forEach(
        (feature, value) -> assertThat(run.out()).contains(feature + " = " + value + ": "));
  }

  @Test
  void theReplyHasThem() throws IOException {
    CommandRun run =
        explain(
            "--target 1 --method integrated-gradients --baseline 0.5 --reasons 2 --reasons-side for"
                + " --features FOLDER/features.json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode reasons = reply().path("reasons");
    assertThat(reasons.path("side").asText()).isEqualTo("for");
    assertThat(reasons.path("zeroBaseline").asBoolean(true)).isFalse();
    assertThat(reasons.path("examples")).hasSize(2);
    JsonNode first = reasons.at("/examples/1/reasons/0");
    assertThat(first.path("feature").asText()).isEqualTo("debt");
    assertThat(first.path("text").asText()).isEqualTo("Debt is low");
    assertThat(first.path("value").asDouble()).isEqualTo(5);
    assertThat(first.path("baselineValue").asDouble()).isEqualTo(0.5);
    assertThat(run.out())
        .contains("Reasons for the target, relative to the baseline:")
        .contains("1. debt = 5.0 (baseline 0.5): +")
        .contains("Debt is low");
  }

  @Test
  void eachTargetHasItsOwn() throws IOException {
    CommandRun run = explain("--targets 0,1 --method deeplift --reasons 4");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(reply().at("/targets/1/reasons/zeroBaseline").asBoolean()).isTrue();
    assertThat(reply().at("/targets/0/reasons/examples")).hasSize(2);
    assertThat(reply().at("/targets/0/reasons/examples/0/fewer").asBoolean()).isTrue();
  }

  @Test
  void requestsAskForThem() throws IOException {
    Path requests = folder.resolve("requests.jsonl");
    String request =
        "{\"id\": \"%s\", \"layers\": [\"input:x\"], \"inputs\": {\"x\": \"x.npy\"}, \"target\": 1,"
            + " \"method\": \"deeplift\", \"reasons\": %s, \"features\": %s}\n";
    Files.writeString(
        requests,
        request.formatted("file", "4", "\"features.json\"")
            + request.formatted("inline", "{\"count\": 1, \"side\": \"for\"}", "{\"x\": [\"all\"]}")
            + request.formatted("none", "0", "null")
            + request.formatted("side", "{\"count\": 1, \"side\": \"with\"}", "null")
            + request.formatted("names", "1", "{\"x\": [\"a\", \"b\"]}")
            + request.formatted("form", "1", "[\"a\", \"b\"]"));
    CommandRun run = CommandRun.of("explain", MODEL, "--requests", requests, "--out", folder);
    assertThat(run.status()).isEqualTo(1);
    assertThat(of("inline").at("/reasons/examples/1/reasons/0/feature").asText()).isEqualTo("all");
    assertThat(of("file").at("/reasons/requested").asInt()).isEqualTo(4);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).contains("[BadRequest]", "\"reasons\" must be a number from 1"),
            line -> assertThat(line).contains("[BadRequest]", "{\"count\":1,\"side\":\"with\"}"),
            line -> assertThat(line).contains("[FeaturesInvalid]", "2 names (a, b)", "3 columns"),
            line -> assertThat(line).contains("[BadRequest]", "an object with a list of names"));
  }

  private JsonNode of(String id) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(id).resolve("attribution.json").toFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--reasons 0 | --reasons is 0, but must be at least 1",
        "--reasons-side for | --reasons-side goes with --reasons",
        "--reasons 1 --features FOLDER/none.json | it does not exist",
        "--reasons 1 --features FOLDER/x.npy | it is not JSON at line 1",
      })
  void whatCannotBeIsRefusedBeforeTheModelIsLoaded(String options, String words) {
    CommandRun run = explain(options + " --target 1 --method deeplift");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | features must be an object",
        "{\"x\": 1} | features of \"x\" must be a list",
        "{\"x\": [1]} | a feature must be a name",
        "{\"x\": [{\"name\": \"a\", \"txt\": \"b\"}]} | a feature must be a name",
        "{\"x\": [{\"name\": \"a\", \"columns\": 0}]} | \"columns\" of feature \"a\"",
        "{\"x\": [{\"name\": \"a\", \"text\": {\"con\": \"b\"}}]} | \"text\" of feature \"a\"",
        "{\"x\": []} | no name is given",
        "{\"x\": [\"a\"], \"x\": [\"b\"]} | Duplicate field",
      })
  void filesOfFeaturesAreRead(String json, String words) throws IOException {
    Files.writeString(folder.resolve("features.json"), json);
    CommandRun run = explain("--reasons 1 --features FOLDER/features.json --target 1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }

  @Test
  void methodsWithoutABaselineAreRefused() throws IOException {
    CommandRun run = explain("--target 1 --method saliency --reasons 1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(reply().at("/error/code").asText()).isEqualTo("ReasonsUnavailable");
  }
}
