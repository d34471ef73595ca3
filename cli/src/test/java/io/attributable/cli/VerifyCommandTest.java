package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify}, on models whose gradients are known to be right. */
class VerifyCommandTest {
  private static final Path DIGITS = Fixtures.model("digits");
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");

  @TempDir Path folder;

  @Test
  void showsATableOfAllLayers() {
    CommandRun run = verify(DIGITS, "--target 1 --input image=" + IMAGES);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    String[] lines = run.out().split("\n", -1);
    assertThat(lines[0]).isEqualTo("SavedModel " + DIGITS);
    assertThat(lines[2]).isEqualTo("Signature serving_default, output output_0, target 1");
    assertThat(lines[3].strip().split("\\s+"))
        .containsExactly(
            "LAYER",
            "PORT",
            "TENSOR",
            "EXAMPLES",
            "VERDICT",
            "DEVIATION",
            "BOUND",
            "NOISE",
            "STEP");
    assertThat(lines[4])
        .matches(
            "  conv1 +output +digits_1/conv1_1/Relu:0 +all +agrees"
                + "( +[0-9]\\.[0-9]e[-+][0-9][0-9]){4}");
    assertThat(run.out())
        .endsWith("7 of 7 layers agree, by 5 random directions and the gradient's own, seed 0.\n");
    assertThat(run.out()).doesNotContain("made up");
  }

  @Test
  void makesUpFloatsAndSaysSo() {
    CommandRun run =
        verify(DIGITS, "--layer conv1 --port input --target predicted --shape image=2,8,8,1");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Input \"image\" was made up: random numbers from 0 to 1, [2,8,8,1]\n")
        .contains("1 of 1 layers agree");
    String other = "--layer conv1 --port input --target predicted --seed 7 --directions 2";
    assertThat(verify(DIGITS, other).out())
        .contains("[1,8,8,1]")
        .contains("by 2 random directions and the gradient's own, seed 7.");
  }

  @Test
  void verifiesTheGradientsThatAMethodIsMadeOf() {
    CommandRun run =
        verify(DIGITS, "--layer conv1 --method grad-cam --target 1 --input image=" + IMAGES);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("1 of 1 layers agree");
  }

  @Test
  void printsJson() throws IOException {
    CommandRun run =
        verify(DIGITS, "--layer conv1 features --target 3 --json --input image=" + IMAGES);
    assertThat(run.status()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("model").textValue()).isEqualTo(DIGITS.toString());
    assertThat(report.path("signature").textValue()).isEqualTo("serving_default");
    assertThat(report.path("output").textValue()).isEqualTo("output_0");
    assertThat(report.path("target").textValue()).isEqualTo("3");
    assertThat(report.path("verdict").textValue()).isEqualTo("agrees");
    assertThat(report.path("madeInputs").isObject()).isTrue();
    assertThat(report.path("madeInputs")).isEmpty();
    assertThat(report.path("leftOut")).isEmpty();
    assertThat(report.path("layers").findValuesAsText("layer"))
        .containsExactly("conv1", "features");
    JsonNode tensor = report.at("/layers/0/tensors/0");
    assertThat(tensor.path("name").textValue()).isEqualTo("digits_1/conv1_1/Relu:0");
    assertThat(tensor.path("dtype").textValue()).isEqualTo("float32");
    assertThat(tensor.path("examples")).hasSize(4);
    JsonNode example = tensor.at("/examples/2");
    assertThat(example.path("example").intValue()).isEqualTo(2);
    assertThat(example.has("reason")).isFalse();
    assertThat(example.path("directions")).hasSize(6);
    JsonNode direction = example.at("/directions/0");
    assertThat(direction.path("kind").textValue()).isEqualTo("random");
    assertThat(direction.path("deviation").doubleValue())
        .isLessThanOrEqualTo(direction.path("bound").doubleValue());
  }

  @Test
  void nonDifferentiablePointIsNoErrorButNoProofEither() throws IOException {
    Path model = Fixtures.model("captum_linear_maxpool");
    String inputs =
        Fixtures.cases("captum_linear_maxpool").stream()
            .filter(golden -> golden.id().equals("row-32b-local"))
            .map(golden -> " --layer lin1 --input x=" + golden.inputFiles().get("x"))
            .findFirst()
            .orElseThrow();
    CommandRun text = verify(model, "--target 0" + inputs);
    assertThat(text.status()).isEqualTo(3);
    assertThat(text.out())
        .contains("not smooth: non differentiable")
        .contains("  non differentiable: The activation lies at a non-differentiable point")
        .contains("0 of 1 layers agree");
    JsonNode example =
        new ObjectMapper()
            .readTree(verify(model, "--json --target 0" + inputs).out())
            .at("/layers/0/tensors/0/examples/0");
    assertThat(example.path("verdict").textValue()).isEqualTo("not_smooth");
    assertThat(example.path("reason").textValue()).isEqualTo("non_differentiable");
    assertThat(example.path("advice").textValue()).contains("Try an input");
  }

  @Test
  void layersThatCannotBeExplainedAreLeftOutByName() {
    CommandRun run = verify(Fixtures.model("k3_multi_io"), "--output a --target 0");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Left out, as they cannot be explained (attributable preflight says why): ")
        .containsPattern("Left out, .*\\bonly_b\\b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "digits; --layer conv9 --target 1;      [UnknownLayer] No layer \"conv9\"",
        "digits; --layer conv1 --target 10;     [TargetOutOfRange] Target 10",
        "digits; --layer conv1;                 [TargetRequired]",
        "digits; --layer conv1 --target x;      [TargetInvalid] Target \"x\"",
        "digits; --target 1 --method x;         [UnknownMethod] No method \"x\"",
        "digits; --method activation;           [MethodNotApplicable] Method \"activation\"",
        "digits; --target 1 --relu;             [MethodParameter] Method \"gradient-x-activation\"",
        "digits; --target 1 --signature x;      [UnknownSignature] No signature \"x\"",
        "digits; --target 1 --output x;         [UnknownOutput]",
        "digits; --target 1 --shape x=1;        [InputUnknown] No input \"x\"",
        "digits; --target 1 --shape image=2,64; [InputShape] Input \"image\" must have shape",
        "digits; --target 1 --shape image=2,;   expected NAME=2,28,28,1, found \"image=2,\"",
        "digits; --target 1 --shape image=1 image=2; --shape image was given twice",
        "digits; --target 1 --shape image=1 --input image=a; cannot stand beside --input image",
        "digits; --target 1 --input image=a image=b; --input image was given twice",
        "digits; --target 1 --input image=no.npy; [UnreadableFile] File \"no.npy\"",
        "digits; --target 1 --directions 0;     --directions must be at least 1",
        "digits; --target 1 --device /TPU:7;    [DeviceNotFound] Device \"/TPU:7\"",
        "k3_lstm; --target 1;                   [InputMissing] Input \"tokens\"",
        "k3_multi_io; --target 0;               [OutputRequired]",
      })
  void refusesWhatCannotBeUsed(String model, String words, String message) {
    CommandRun run = verify(Fixtures.model(model), words);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("[").contains(message).hasLineCount(1);
  }

  @Test
  void onlyWhatIsProvedIsSuccess() {
    assertThat(Stream.of(Verdict.values()).filter(each -> VerifyCommand.status(each) == 0))
        .containsExactly(Verdict.AGREES, Verdict.AGREES_WHERE_SMOOTH);
    assertThat(VerifyCommand.status(Verdict.DISAGREES)).isEqualTo(1);
  }

  @Test
  void refusesModelsThatAreNone() {
    CommandRun run = verify(folder.resolve("absent"), "--target 1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("[ModelNotFound] ");
    assertThat(CommandRun.of("verify", "--help").out()).contains("--directions=N", "Exit status:");
  }

  private static CommandRun verify(Path model, String words) {
    List<Object> line = new ArrayList<>(List.of("verify", model));
    line.addAll(List.of(words.strip().split("\\s+")));
    return CommandRun.of(line.toArray());
  }
}
