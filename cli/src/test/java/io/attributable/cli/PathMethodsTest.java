package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Methods with baselines, from the command line to the reply. */
class PathMethodsTest {
  private static final Path MODEL = Fixtures.model("digits");
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");
  private static final String LAYER = "--layer input:image --target 3 --output logits";

  @TempDir Path folder;

  /** A grey image, which is as good a baseline as a black one, and the first two of the four. */
  @BeforeEach
  void writeBaselines() throws IOException {
    FloatNdArray grey = NdArrays.ofFloats(Shape.of(8, 8, 1));
    grey.scalars().forEach(pixel -> pixel.setFloat(0.25f));
    NpyWriter.write(folder.resolve("grey.npy"), new NpyArray(NpyType.FLOAT32, grey));
    Files.copy(IMAGES, folder.resolve("images.npy"));
  }

  @Test
  void aBaselineIsANumberOrAFile() throws IOException {
    JsonNode number = explain("number", "--method integrated-gradients --baseline image=0.25");
    JsonNode file =
        explain("file", "--method integrated-gradients --baseline image=" + at("grey.npy"));
    assertThat(number.at("/method/baseline").toString()).isEqualTo("{\"image\":0.25}");
    assertThat(file.at("/method/baseline").toString()).isEqualTo("{\"image\":{\"shape\":[8,8,1]}}");
    assertThat(file.at("/method/steps").intValue()).isEqualTo(50);
    Closeness.assertClose("file", values("file"), values("number"));
  }

  @Test
  void theReplySaysHowAttributionsAddUp() throws IOException {
    JsonNode layer = explain("ig", "--method integrated-gradients --tolerance 0.001");
    JsonNode convergence = layer.path("convergence");
    assertThat(convergence.path("steps").intValue()).isGreaterThanOrEqualTo(50);
    FloatNdArray values = (FloatNdArray) values("ig");
    for (int i = 0; i < 4; i++) {
      double[] sum = {0};
      values.get(i).scalars().forEach(value -> sum[0] += value.getFloat());
      double change =
          convergence.at("/at/" + i).doubleValue()
              - convergence.at("/atBaseline/" + i).doubleValue();
      double delta = convergence.at("/delta/" + i).doubleValue();
      assertThat(sum[0] - change).isCloseTo(delta, within(1e-4));
      assertThat(Math.abs(delta)).isLessThanOrEqualTo(0.001 * Math.abs(change));
    }
  }

  @Test
  void aLayerHasABaselineOfItsOwn() throws IOException {
    CommandRun run =
        explain(
            "layer",
            "--layer conv2 --target 3",
            "--method integrated-gradients --baseline conv2=0");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(reply("layer").at("/layers/0/method/baseline").toString())
        .isEqualTo("{\"conv2\":0.0}");
  }

  @Test
  void filesOfRequestsAreBesideThem() throws IOException {
    Path requests = folder.resolve("requests.jsonl");
    String request =
        "{\"id\": \"%s\", \"layers\": [\"input:image\"], \"target\": 3, \"output\": \"logits\","
            + " \"inputs\": {\"image\": \"images.npy\"}, \"method\": %s}";
    Files.write(
        requests,
        List.of(
            request.formatted(
                "ig",
                "{\"name\": \"integrated-gradients\", \"baseline\": {\"image\": \"grey.npy\"}}"),
            request.formatted(
                "shap",
                "{\"name\": \"gradient-shap\", \"baselines\": {\"image\": \"images.npy\"},"
                    + " \"samples\": 8, \"seed\": 3}"),
            request.formatted(
                "shape", "{\"name\": \"integrated-gradients\", \"baseline\": {\"picture\": 0}}")));
    CommandRun run =
        CommandRun.of("explain", MODEL, "--requests", requests, "--out", folder.resolve("replies"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("[MethodParameter]", "\"picture\"");
    explain("alone", "--method integrated-gradients --baseline image=" + at("grey.npy"));
    Closeness.assertClose("beside", values("replies/ig"), values("alone"));
    explain(
        "drawn", "--method gradient-shap --samples 8 --method-seed 3 --baselines image=" + IMAGES);
    Closeness.assertClose("drawn", values("replies/shap"), values("drawn"));
    JsonNode shap = reply("replies/shap").at("/layers/0");
    assertThat(shap.at("/method/baselines").toString())
        .isEqualTo("{\"image\":{\"shape\":[4,8,8,1]}}");
    assertThat(shap.path("convergence").path("delta")).hasSize(4);
  }

  @Test
  void benchTimesAllRunsOfAnAttribution() throws IOException {
    CommandRun run =
        CommandRun.of(
            words("bench", "--layer conv1 --runs 2 --json --method integrated-gradients"));
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("forwardMillis").doubleValue()).isPositive();
    assertThat(report.path("sessionMillis").doubleValue())
        .isGreaterThan(report.path("forwardMillis").doubleValue());
    assertThat(report.path("ops")).isEmpty();
    CommandRun text = CommandRun.of(words("bench", "--layer conv1 --runs 1 --method conductance"));
    assertThat(text.out()).contains("method conductance").doesNotContain("OP ");
  }

  @Test
  void verifyTellsTheSumBesideTheGradients() throws IOException {
    String method = "--layer conv1 --target 3 --method conductance --tolerance 0.01";
    CommandRun text = CommandRun.of(words("verify", method));
    assertThat(text.status()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("1 of 1 layers agree")
        .containsPattern(
            "\n"
                + "  conv1: attributions of conductance sum to the output's change of .* but for"
                + " .*, in example [0-3], the worst of 4; [0-9]+ steps; within the tolerance of"
                + " 0.01\n");
    JsonNode report =
        new ObjectMapper().readTree(CommandRun.of(words("verify", method + " --json")).out());
    assertThat(report.at("/method/name").textValue()).isEqualTo("conductance");
    assertThat(report.at("/layers/0/convergence/delta")).hasSize(4);
    assertThat(CommandRun.of(words("verify", "--layer conv1 --target 3")).out())
        .doesNotContain("attributions of");
  }

  private Path at(String file) {
    return folder.resolve(file);
  }

  private JsonNode explain(String out, String method) throws IOException {
    CommandRun run = explain(out, LAYER, method);
    assertThat(run.status()).as(run.err()).isZero();
    return reply(out).at("/layers/0");
  }

  private CommandRun explain(String out, String layer, String method) {
    return CommandRun.of(words("explain", layer + " " + method + " --out " + at(out)));
  }

  private static Object[] words(String command, String options) {
    List<Object> words = new ArrayList<>(List.of(command, MODEL, "--input", "image=" + IMAGES));
    words.addAll(List.of(options.split(" ")));
    return words.toArray();
  }

  private JsonNode reply(String out) throws IOException {
    return new ObjectMapper().readTree(at(out).resolve("attribution.json").toFile());
  }

  private NdArray<?> values(String out) throws IOException {
    Path reply = at(out);
    return Fixtures.array(reply.resolve(reply(out).at("/layers/0/tensors/0/file").textValue()));
  }
}
