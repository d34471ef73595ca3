package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bench}; the times themselves are nobody's to foretell. */
class BenchCommandTest {
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");

  @TempDir Path folder;

  @Test
  void printsJson() throws IOException {
    JsonNode report = json("digits", "--layer conv1 conv2 --batch 8 --runs 3");
    for (String key :
        List.of("forward", "session", "attribution", "plan", "load", "firstRun", "start")) {
      assertThat(report.path(key + "Millis").isDouble()).as(key).isTrue();
      assertThat(report.path(key + "Millis").doubleValue()).as(key).isNotNegative();
    }
    double forward = report.path("forwardMillis").doubleValue();
    double session = report.path("sessionMillis").doubleValue();
    double attribution = report.path("attributionMillis").doubleValue();
    assertThat(report.path("ratio").doubleValue()).isEqualTo(attribution / forward);
    assertThat(report.path("overhead").doubleValue()).isEqualTo(attribution / session - 1);
    assertThat(report.path("runs").intValue()).isEqualTo(3);
    assertThat(report.path("target").textValue()).isEqualTo("predicted");
    assertThat(report.path("inputs").path("image").textValue()).isEqualTo("[8,8,8,1]");
    assertThat(report.path("madeInputs").toString()).isEqualTo("[\"image\"]");
    assertThat(report.path("layers").toString()).isEqualTo("[\"conv1\",\"conv2\"]");
    assertThat(report.path("ops").findValuesAsText("op")).anyMatch(op -> op.contains("Conv2D"));
    assertThat(report.path("ops").findValuesAsText("device")).containsOnly("/device:CPU:0");
    assertThat(report.has("targets")).isFalse();
  }

  @Test
  void severalTargetsAreTimedTogether() throws IOException {
    JsonNode targets = json("digits", "--layer conv2 --targets 10 --runs 1").path("targets");
    assertThat(targets.path("count").intValue()).isEqualTo(10);
    assertThat(targets.path("millisPerTarget").doubleValue())
        .isEqualTo(targets.path("millis").doubleValue() / 10);
  }

  @Test
  void showsTables() {
    CommandRun run = bench("digits", "--layer conv2 --runs 2 --targets 3 --input image=" + IMAGES);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("SavedModel " + Fixtures.model("digits") + "\nInput \"image\" [4,8,8,1]\n")
        .contains(
            "Signature serving_default, method gradient-x-activation, layers conv2, target"
                + " predicted, 2 runs\n")
        .containsPattern("\n  plan +[0-9.]+ ms +once")
        .containsPattern("\n  forward +[0-9.]+ ms ± [0-9.]+ +the output alone\n")
        .containsPattern("\n  attribution +[0-9.]+ ms ± .* forward runs, .* % above the bare run\n")
        .containsPattern("\n  3 targets +[0-9.]+ ms ± .* ms each\n")
        .containsPattern("\n  OP +DEVICE +RUNS +MILLIS +SHARE\n")
        .containsPattern("\n  [0-9]+ others ");
  }

  @Test
  void otherMethodsAreTimed() throws IOException {
    JsonNode report = json("digits", "--layer conv2 --method grad-cam --relu --runs 1");
    assertThat(report.path("method").toString())
        .isEqualTo("{\"name\":\"grad-cam\",\"relu\":true,\"channel-axis\":-1,\"sum\":true}");
    assertThat(report.path("ratio").isDouble()).isTrue();
  }

  @Test
  void integersAreFilledWithZeros() throws IOException {
    JsonNode report = json("k3_lstm", "--layer hidden --batch 2 --runs 1");
    assertThat(report.path("inputs").path("tokens").textValue()).isEqualTo("[2,5]");
    assertThat(report.path("madeInputs").toString()).isEqualTo("[\"tokens\"]");
  }

  @Test
  void outputsOfOneNumberNeedNoTarget() throws IOException {
    assertThat(json("captum_embedding_30", "--layer embedding1 --runs 1").path("ratio").isDouble())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "digits; --batch 4;                       Missing required option: '--layer=NAME'",
        "digits; --layer conv2 --method x;        [UnknownMethod] No method \"x\"",
        "digits; --layer conv2 --relu;            [MethodParameter] Method"
            + " \"gradient-x-activation\"",
        "digits; --layer conv2 --method activation; does not go with a comparison with the output",
        "digits; --layer conv2 --batch 0;         --batch must be at least 1, but is 0",
        "digits; --layer conv2 --targets 0;       --targets must be at least 1, but is 0",
        "digits; --layer conv2 --runs -1;         --runs must be at least 1, but is -1",
        "digits; --layer conv2 --runs x;          '--runs': 'x' is not an int",
        "digits; --layer conv2 --targets 11;      [TargetOutOfRange] Target 10",
        "digits; --layer conv9;                   [UnknownLayer] No layer \"conv9\"",
        "digits; --layer conv2 --target x;        [TargetInvalid] Target \"x\"",
        "digits; --layer conv2 --target 10;       [TargetOutOfRange] Target 10",
        "digits; --layer conv2 --signature x;     [UnknownSignature] No signature \"x\"",
        "digits; --layer conv2 --shape x=1;       [InputUnknown] No input \"x\"",
        "digits; --layer conv2 --shape image=0,8,8,1; [NothingToMeasure]",
        "digits; --layer conv2 --input image=no.npy; [UnreadableFile] File \"no.npy\"",
        "digits; --layer conv2 --batch 2 --input image=a; --batch cannot stand beside --input",
        "digits; --layer conv2 --device /TPU:7;   [DeviceNotFound] Device \"/TPU:7\"",
        "tfmodule_string_table; --layer x;        [UnknownLayer]",
        "k3_multi_io; --layer only_b;             [OutputRequired]",
      })
  @Tag("slow")
  void refusesWhatCannotBeUsed(String model, String words, String message) {
    CommandRun run = bench(model, words);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("[").contains(message).hasLineCount(1);
  }

  @Test
  void refusesModelsThatAreNone() {
    CommandRun run = CommandRun.of("bench", folder.resolve("absent"), "--layer", "x");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("[ModelNotFound] ");
    assertThat(CommandRun.of("bench", "--help").out()).contains("--targets=K", "Exit status:");
  }

  private static JsonNode json(String model, String words) throws IOException {
    CommandRun run = bench(model, words + " --json");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static CommandRun bench(String model, String words) {
    List<Object> line = new ArrayList<>(List.of("bench", Fixtures.model(model)));
    line.addAll(List.of(words.strip().split("\\s+")));
    return CommandRun.of(line.toArray());
  }
}
