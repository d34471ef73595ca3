package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preflight}, on models whose layers are known. */
class PreflightCommandTest {
  @TempDir Path folder;

  @Test
  void showsATable() {
    CommandRun run =
        CommandRun.of("preflight", Fixtures.model("k3_multi_io"), "--layer", "only_b", "trunk");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            SavedModel %s

            Signature serving_default
              LAYER   PORT    OUTPUT  REACHABLE  DIFFERENTIABLE  BLOCKED BY  REMEDY
              only_b  output  a       no         no              -           Explain towards output "b", which depends on it.
              only_b  output  b       yes        yes             -           -
              trunk   output  a       yes        yes             -           -
              trunk   output  b       yes        yes             -           -

              Note: Output "a" is the softmax of a score. Near 0 and 1 its gradient, p(1 - p) times that of the score, all but vanishes, so that probabilities are explained badly: explain towards "logits-of:a_softmax".
                behind layers trunk
                nodes multi_io_1/a_softmax_1/Softmax

            3 of 4 can be explained.
            """
                .formatted(Fixtures.model("k3_multi_io")));
  }

  @Test
  void tensorsThatAreNotExplainedAreListed() throws IOException {
    CommandRun run =
        CommandRun.of(
            "preflight", Fixtures.model("k3_several"), "--layer", "block_0", "--output", "head");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            """
              Not explained, beside the other tensors of their layers:
                block_0 output: "several_1/block_0_1/stack:0" (float32 [?,2,5,4]) does not reach output "head"
            """);
  }

  @Test
  void integersThatEnterAnEmbeddingAreNoFailureOfTheModel() {
    CommandRun run = CommandRun.of("preflight", Fixtures.model("captum_embedding_30"));
    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.out()).contains("more have no floating-point numbers to explain.");
    assertThat(
            CommandRun.of(
                    "preflight",
                    Fixtures.model("captum_embedding_30"),
                    "--layer",
                    "embedding1",
                    "--port",
                    "input")
                .status())
        .isEqualTo(1);
  }

  @Test
  void statusTellsWhetherAllCanBeExplained() {
    assertThat(
            CommandRun.of("preflight", Fixtures.model("k3_multi_io"), "--port", "output").status())
        .isZero();
    assertThat(
            CommandRun.of(
                    "preflight",
                    Fixtures.model("k3_multi_io"),
                    "--layer",
                    "only_b",
                    "--output",
                    "a")
                .status())
        .isEqualTo(1);
  }

  @Test
  void needsNoVariables() throws IOException {
    Files.copy(
        Fixtures.model("digits").resolve("saved_model.pb"), folder.resolve("saved_model.pb"));
    CommandRun run = CommandRun.of("preflight", folder, "--signature", "serving_default");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("14 of 14 can be explained.");
  }

  @Test
  void printsJson() throws IOException {
    CommandRun run =
        CommandRun.of(
            "preflight",
            Fixtures.model("captum_multilayer_m2"),
            "--layer",
            "relu",
            "linear0",
            "--json");
    assertThat(run.status()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("signature").textValue()).isEqualTo("serving_default");
    assertThat(report.path("clear").booleanValue()).isFalse();
    JsonNode relu = report.at("/layers/0");
    assertThat(relu.path("layer").textValue()).isEqualTo("relu");
    assertThat(relu.path("port").textValue()).isEqualTo("output");
    assertThat(relu.path("output").textValue()).isEqualTo("output");
    assertThat(relu.path("explainable").booleanValue()).isFalse();
    assertThat(relu.path("reachable").booleanValue()).isFalse();
    assertThat(relu.at("/problem/code").textValue()).isEqualTo("UnusedLayer");
    assertThat(relu.at("/remedies/0").textValue()).startsWith("No output of the signature");
    JsonNode linear = report.at("/layers/1");
    assertThat(linear.path("differentiable").booleanValue()).isTrue();
    assertThat(linear.has("problem")).isFalse();
    assertThat(linear.has("blockedBy")).isFalse();
    assertThat(linear.path("notes")).isEmpty();
  }

  @Test
  void sideWithoutFloatsIsNeitherReachableNorNot() {
    assertThat(
            CommandRun.of("preflight", Fixtures.model("captum_embedding"), "--port", "input").out())
        .containsPattern("embedding1 +input +output +- +- +- +Explain its output instead\\.");
  }

  @Test
  void refusesWhatCannotBeUsed() {
    CommandRun layer =
        CommandRun.of("preflight", Fixtures.model("digits"), "--layer", "conv9", "--json");
    assertThat(layer.status()).isEqualTo(2);
    assertThat(layer.err()).startsWith("[UnknownLayer] No layer \"conv9\"");
    assertThat(layer.out()).isEmpty();
    assertThat(CommandRun.of("preflight", folder).status()).isEqualTo(2);
    assertThat(CommandRun.of("preflight").status()).isEqualTo(2);
    assertThat(CommandRun.of("preflight", Fixtures.model("digits"), "--port", "side").status())
        .isEqualTo(2);
  }
}
