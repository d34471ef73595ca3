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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

class EvaluateCommandTest {
  private static final Path MODEL = Fixtures.model("digits");

  @TempDir private Path folder;
  private Path requests;

  @BeforeEach
  void write() throws IOException {
    requests =
        write(
            "{\"id\": \"a\", %s, \"target\": \"predicted\", \"layers\": [\"conv1\"]}"
                .formatted(inputs()));
  }

  private static String inputs() {
    return "\"inputs\": {\"image\": \"%s\"}"
        .formatted(Fixtures.golden().resolve("digits/four.image.npy"));
  }

  private Path write(String lines) throws IOException {
    return Files.writeString(folder.resolve("requests.jsonl"), lines);
  }

  private CommandRun evaluate(String methods, Object... more) {
    Object[] few = {
      "evaluate",
      MODEL,
      "--requests",
      requests,
      "--methods",
      methods,
      "--curve-steps",
      8,
      "--metric-samples",
      30,
      "--metric-explanations",
      2
    };
    return CommandRun.of(Stream.concat(Stream.of(few), Stream.of(more)).toArray());
  }

  @Test
  void methodsAreMeasuredBesideChance() throws IOException {
    Path out = folder.resolve("out");
    CommandRun run =
        evaluate("integrated-gradients,saliency,grad-cam@conv2", "--steps", 20, "--out", out);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("each takes 82 forward passes and 4 explanations of each example")
        .contains("4 examples", "DELETION ↓", "MU-FIDELITY ↑", "random", "Agreement")
        .contains("Use integrated-gradients here", "baseline 0.0");
    JsonNode json = new ObjectMapper().readTree(out.resolve("evaluation.json").toFile());
    assertThat(json.path("examples").intValue()).isEqualTo(4);
    assertThat(json.at("/methods/0/method").asText()).isEqualTo("integrated-gradients");
    assertThat(json.at("/methods/0/metrics/deletion/byExample")).hasSize(4);
    assertThat(json.at("/methods/0/metrics/mu-fidelity/byExample/0/samples").intValue())
        .isEqualTo(30);
    assertThat(json.at("/methods/3/method").asText()).isEqualTo("random");
    assertThat(json.at("/methods/3/metrics/completeness/value").isNull()).isTrue();
    assertThat(json.at("/methods/2/curves/insertion/scores")).hasSize(9);
    assertThat(json.at("/agreement")).hasSize(3);
    assertThat(json.at("/verdict/method").asText()).isEqualTo("integrated-gradients");
    assertThat(Files.readString(out.resolve("evaluation.html")))
        .contains("Use integrated-gradients here", "<polyline", "grad-cam@conv2", "±")
        .doesNotContain("<script", "http://", "https://", "NaN");
  }

  @Test
  void seedsMakeNumbersComeAgain() throws IOException {
    JsonNode first = numbers("--metric-seed", 5);
    assertThat(numbers("--metric-seed", 5)).isEqualTo(first);
    assertThat(numbers("--metric-seed", 6)).isNotEqualTo(first);
  }

  private JsonNode numbers(Object... more) throws IOException {
    CommandRun run =
        evaluate(
            "saliency",
            Stream.concat(Stream.of("--json", "--metrics", "mu-fidelity"), Stream.of(more))
                .toArray());
    return new ObjectMapper().readTree(run.out()).at("/methods/0/metrics");
  }

  @Test
  void theBaselineOfMethodsIsThatOfMetrics() throws IOException {
    CommandRun run =
        evaluate(
            "integrated-gradients", "--baseline", "0.5", "--metrics", "completeness", "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/options/baseline").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/methods/0/metrics/completeness/value").doubleValue()).isBetween(0.0, 0.1);
  }

  @Test
  void theBaselineOfTheCardIsThatOfMetrics() throws IOException {
    Path card =
        Files.writeString(
            folder.resolve("card.json"),
            "{\"signatures\": {\"serving_default\": {\"inputs\": {\"image\": {\"kind\": \"image\","
                + " \"preprocess\": {\"range\": [0, 1]}, \"baseline\": 0.5}}}}}");
    for (String method : List.of("deeplift", "saliency")) {
      CommandRun run =
          evaluate(method, "--card", card, "--metrics", "completeness,deletion", "--json");
      assertThat(run.err()).isEmpty();
      JsonNode json = new ObjectMapper().readTree(run.out());
      assertThat(json.at("/options/baseline/image").doubleValue()).isEqualTo(0.5);
      assertThat(json.at("/methods/0/metrics/completeness/value").doubleValue())
          .isBetween(0.0, 1e-3);
    }
    JsonNode given =
        new ObjectMapper()
            .readTree(evaluate("deeplift", "--card", card, "--baseline", "0.25", "--json").out());
    assertThat(given.at("/options/baseline").doubleValue()).isEqualTo(0.25);
  }

  @Test
  void whatFailsIsToldAndTheRestIsKept() throws IOException {
    requests =
        write(
            """
            {"id": "a", %1$s, "target": "predicted"}
            {"id": "b", %1$s, "target": 12}
            {"id": "c", "inputs": {"image": "none.npy"}, "target": 1}
            {"id": "d", %1$s, "targets": [1, 2]}
            """
                .formatted(inputs()));
    Path out = folder.resolve("out");
    CommandRun run =
        evaluate("saliency,grad-cam@none", "--metrics", "deletion,insertion", "--out", out);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("4 examples")
        .contains("b: [TargetOutOfRange] Target 12", "c: [UnreadableFile]")
        .contains("d: [BadRequest] Request \"d\" cannot be read: it has \"targets\", and evaluate")
        .contains("grad-cam@none, a: [UnknownLayer]")
        .contains("saliency  ", "4 examples");
    assertThat(Files.readString(out.resolve("evaluation.html")))
        .contains("What could not be measured", "[UnknownLayer]");
  }

  @Test
  void timeLimitsEndTheWork() {
    CommandRun run =
        CommandRun.of(
            "evaluate",
            MODEL,
            "--requests",
            requests,
            "--methods",
            "saliency",
            "--metric-samples",
            200_000,
            "--time-limit",
            0.2);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("0 examples", "--time-limit was over", "No verdict");
  }

  @Test
  void timeLimitsTellOfEachRequestThatIsMissing() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      lines.append("{\"id\": \"r%d\", %s, \"target\": 1}\n".formatted(i, inputs()));
    }
    requests = write(lines.toString());
    CommandRun run =
        CommandRun.of(
            "evaluate",
            MODEL,
            "--requests",
            requests,
            "--methods",
            "saliency",
            "--metric-samples",
            200_000,
            "--time-limit",
            0.2,
            "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("failures")).hasSize(12);
    assertThat(json.at("/failures/11").asText()).isEqualTo("r11: --time-limit was over");
    assertThat(json.at("/methods/0/failures").isArray()).isTrue();
    assertThat(json.at("/verdict/reasons").toString())
        .contains("Requests that were not evaluated: 12.");
  }

  @Test
  void oneExampleIsOne() throws IOException {
    requests =
        write("{\"id\": \"a\", \"inputs\": {\"image\": \"%s\"}, \"target\": 1}".formatted(one()));
    CommandRun run = evaluate("saliency", "--metrics", "deletion", "--out", folder);
    assertThat(run.out()).contains("digits: 1 example, mean");
    assertThat(Files.readString(folder.resolve("evaluation.html"))).contains("1 example of ");
  }

  private Path one() throws IOException {
    Path file = folder.resolve("one.npy");
    NpyWriter.write(file, new NpyArray(NpyType.FLOAT32, NdArrays.ofFloats(Shape.of(1, 8, 8, 1))));
    return file;
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    refused(evaluate("salience"), "[UnknownMethod] No method \"salience\"");
    refused(evaluate("saliency", "--metrics", "deletions"), "[UnknownMetric]");
    refused(evaluate("saliency,saliency"), "names \"saliency\" twice");
    refused(evaluate("grad-cam@"), "names no layer behind @");
    refused(evaluate("saliency", "--relu"), "[MethodParameter]");
    refused(evaluate("saliency", "--method", "lrp"), "--method cannot stand beside --methods");
    refused(evaluate("saliency", "--time-limit", 0), "--time-limit is 0.0");
    refused(evaluate("saliency", "--metric-grid", -1), "--metric-grid is -1");
    requests = write("");
    refused(evaluate("saliency"), "has no requests to evaluate");
  }

  @Test
  void tooFewSamplesAreToldInTheRow() {
    CommandRun run = evaluate("saliency", "--metrics", "mu-fidelity", "--metric-part", "1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("saliency, a: [MetricNotApplicable] Metric \"mu-fidelity\"", "part 1.0");
  }

  private static void refused(CommandRun run, String message) {
    assertThat(run.err()).contains(message);
    assertThat(run.status()).isEqualTo(2);
  }
}
