package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** {@code explain} with options, on the digits model and its four images. */
class ExplainCommandTest {
  private static final Path MODEL = Fixtures.model("digits");
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");
  private static final Path WEIGHTS = Fixtures.golden().resolve("digits/weighted.weights.npy");

  @TempDir Path folder;

  @Test
  void writesTheReplyIntoTheFolderItself() throws IOException {
    CommandRun run = explain("--layer conv1 conv2 --port input --mode local --target 0,1,2,3");
    assertThat(run).isEqualTo(new CommandRun(0, "Explained, in " + out() + "\n", ""));
    JsonNode reply = reply();
    assertThat(reply.path("id").textValue()).isEqualTo("explain");
    assertThat(reply.findValuesAsText("layer")).containsExactly("conv1", "conv2");
    assertThat(reply.at("/layers/1/port").textValue()).isEqualTo("input");
    assertThat(reply.at("/layers/1/mode").textValue()).isEqualTo("local");
    Path file = out().resolve(reply.at("/layers/1/tensors/0/file").textValue());
    assertThat(Fixtures.array(file).shape()).isEqualTo(Shape.of(4, 8, 8, 8));
    assertThat(reply.has("prediction")).isFalse();
  }

  @Test
  void explainsSeveralTargets() throws IOException {
    CommandRun run = explain("--layer conv1 features --targets 1,7,-1 --prediction");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(reply().at("/targets").findValuesAsText("target")).containsExactly("1", "7", "-1");
    assertThat(reply().at("/targets/1/layers")).hasSize(2);
    assertThat(reply().path("prediction").path("file").textValue()).isEqualTo("prediction.npy");
    String several = reply().at("/targets/1/layers/0/tensors/0/file").textValue();
    NdArray<?> seventh = Fixtures.array(out().resolve(several));
    explain("--layer conv1 features --target 7");
    assertThat(out().resolve(several)).doesNotExist();
    String alone = reply().at("/layers/0/tensors/0/file").textValue();
    Closeness.assertClose(several, seventh, Fixtures.array(out().resolve(alone)));
  }

  @Test
  void severalTargetsInAFileOfRequestsAreExplained() throws IOException {
    Path requests = folder.resolve("several.jsonl");
    Files.writeString(
        requests,
        "{\"id\": \"several\", \"layers\": [\"conv1\"], \"targets\": [1, 7], \"inputs\":"
            + " {\"image\": \""
            + IMAGES
            + "\"}}\n");
    CommandRun run = CommandRun.of("explain", MODEL, "--requests", requests, "--out", out());
    assertThat(run).isEqualTo(new CommandRun(0, "1 explained, 0 failed, in " + out() + "\n", ""));
  }

  @Test
  void explainsAllTargetsAndAllLayers() throws IOException {
    CommandRun run = explain("--all-layers --targets all --output logits");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(reply().path("targets")).hasSize(10);
    assertThat(reply().at("/targets/9/layers").findValuesAsText("layer"))
        .contains("conv1", "conv2", "features");
  }

  @Test
  void saysWhatItHasNoAttributionFor() throws IOException {
    Path words = Fixtures.golden().resolve("k3_several/three.x.npy");
    List<Object> command = new ArrayList<>(List.of("explain", Fixtures.model("k3_several")));
    command.addAll(List.of("--all-layers", "--input", "x=" + words, "--target", "1"));
    command.addAll(List.of("--output", "logits-of:head", "--out", out()));
    CommandRun run = CommandRun.of(command.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode leftOut = reply().path("leftOut");
    assertThat(run.out()).contains("Left out " + leftOut.size() + " of ");
    assertThat(leftOut.findValuesAsText("code")).contains("LayerInsideLoop", "UnusedLayer");
    assertThat(leftOut.toString()).contains("--unused zeros").doesNotContain("UnusedLayer.ZEROS");
    JsonNode block = reply().at("/layers/0");
    assertThat(block.path("layer").textValue()).isEqualTo("block_0");
    assertThat(block.path("tensors")).hasSize(1);
    assertThat(block.path("unused").toString())
        .isEqualTo(
            "[{\"name\":\"several_1/block_0_1/stack:0\",\"dtype\":\"float32\","
                + "\"shape\":[null,2,5,4],"
                + "\"reason\":\"does not reach output \\\"logits-of:head\\\"\"}]");
  }

  @Test
  void weighsAndPredicts() throws IOException {
    String words = "--layer features --layer conv1 --output logits --target predicted";
    assertThat(explain(words + " --prediction --weights " + WEIGHTS).status()).isZero();
    assertThat(reply().path("layers")).hasSize(2);
    JsonNode prediction = reply().path("prediction");
    assertThat(prediction.path("output").textValue()).isEqualTo("logits");
    assertThat(Fixtures.array(out().resolve(prediction.path("file").textValue())).shape())
        .isEqualTo(Shape.of(4, 10));
  }

  @Test
  void cutsWhatIsLarge() throws IOException {
    String words = "--layer conv2 --target 0,1,2,3 --output logits --prediction";
    assertThat(explain(words + " --batch-bytes 60000 --precision full --inter-op 2").status())
        .isZero();
    assertThat(reply().at("/layers/0/tensors/0/shape").toString()).isEqualTo("[4,8,8,16]");
    assertThat(explain(words + " --batch-bytes 100").status()).isEqualTo(1);
    assertThat(reply().at("/error/code").textValue()).isEqualTo("BatchBudget");
  }

  @Test
  void plansAreKeptForTheNextRun() throws IOException {
    Path plans = folder.resolve("plans");
    String words = "--layer conv1 --target 1 --plan-cache " + plans;
    assertThat(explain(words).status()).isZero();
    try (Stream<Path> kept = Files.list(plans)) {
      assertThat(kept).hasSize(1);
    }
    assertThat(explain(words).status()).isZero();
    Path file = Files.createFile(folder.resolve("file"));
    CommandRun refused = explain("--layer conv1 --target 1 --plan-cache " + file);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("UnwritableFile", file.toString(), "directory");
  }

  @Test
  void reduces() throws IOException {
    assertThat(explain("--layer conv2 --target 1 --reduce sum=channels,topabs=5").status())
        .isZero();
    JsonNode tensor = reply().at("/layers/0/tensors/0");
    assertThat(tensor.path("shape").toString()).isEqualTo("[4,5]");
    JsonNode positions = tensor.path("positions");
    assertThat(positions.path("shape").toString()).isEqualTo("[4,5,2]");
    assertThat(positions.path("dtype").textValue()).isEqualTo("int64");
    Path file = out().resolve(positions.path("file").textValue());
    assertThat(Fixtures.array(file).shape()).isEqualTo(Shape.of(4, 5, 2));
    assertThat(explain("--layer conv2 --target 1 --reduce sum=channels,resize=input").status())
        .isZero();
    assertThat(file).doesNotExist();
    assertThat(reply().at("/layers/0/tensors/0/shape").toString()).isEqualTo("[4,8,8]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--layer conv2 --target 1 --reduce sum=7; ReductionShape; there is no axis 7",
        "--layer conv4 --target 1;              UnknownLayer;   No layer \"conv4\"",
        "--layer conv1 --target 10;             TargetOutOfRange; Target 10",
        "--layer conv1 --targets 1,4,10;        TargetOutOfRange; Target 10",
        "--layer conv1 --targets 1,4,1;         DuplicateTarget; Target 1 was given twice",
        "--layer conv1 --target 1 --weights no.npy; UnreadableFile; \"no.npy\" of the weights",
        "--layer conv1 --target 1 --signature x; UnknownSignature; No signature \"x\"",
      })
  void repliesWithWhatIsWrong(String words, String code, String message) throws IOException {
    CommandRun run = explain(words);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("[" + code + "] ").contains(message).hasLineCount(1);
    assertThat(reply().at("/error/code").textValue()).isEqualTo(code);
    assertThat(reply().at("/error/message").textValue()).contains(message).doesNotStartWith("[");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--target 1;                            Missing required option: --layer, --all-layers or"
            + " --requests",
        "--layer conv1 --targets x;             [TargetInvalid] Target \"x\"",
        "--layer conv1 --targets predicted;     several targets are indices",
        "--layer conv1 --targets 1 --target 2;  --target cannot stand beside --targets",
        "--all-layers --requests r.jsonl;       --all-layers cannot stand beside --requests",
        "--layer conv1 --target x;              [TargetInvalid] Target \"x\"",
        "--layer conv1 --reduce top=0;          [ReductionInvalid] Reduction \"top=0\"",
        "--layer conv1 --port left;             Invalid value for option '--port'",
        "--layer conv1 --input image;           expected NAME=FILE, NAME=\"TEXT\", NAME=JSON, or"
            + " NAME=@FILE for bytes, found \"image\"",
        "--layer conv1 --input image=a.npy;     --input image was given twice",
        "--layer conv1 --colour red;            Unknown option: '--colour'",
        "--layer conv1 --device /TPU:7;         [DeviceNotFound] Device \"/TPU:7\" is not there",
        "--layer conv1 --loop-limit -1;         --loop-limit is -1",
        "--layer conv1 --batch-bytes -1;        --batch-bytes is -1",
        "--layer conv1 --intra-op -1;           --intra-op is -1",
        "--layer conv1 --precision half;        Invalid value for option '--precision'",
        "--layer conv1 --device a --devices b,c; --device cannot stand beside --devices",
        "--layer conv1 --devices /CPU:0,/CPU:9; [DeviceNotFound] Device \"/CPU:9\" is not there",
        "--layer conv1 --requests r.jsonl;      --layer cannot stand beside --requests",
      })
  void refusesCommandLinesThatMeanNothing(String words, String message) throws IOException {
    CommandRun run = explain(words);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("[").contains(message).hasLineCount(1);
    assertThat(out()).doesNotExist();
  }

  @Test
  void refusesModelsAndFilesThatAreNone() throws IOException {
    Path absent = folder.resolve("absent");
    CommandRun model = CommandRun.of("explain", absent, "--layer", "a", "--out", out());
    assertThat(model.status()).isEqualTo(2);
    assertThat(model.err()).startsWith("[ModelNotFound] SavedModel \"" + absent + "\" not found");
    CommandRun requests = CommandRun.of("explain", MODEL, "--requests", absent, "--out", out());
    assertThat(requests.status()).isEqualTo(2);
    assertThat(requests.err()).startsWith("[UnreadableFile] File \"" + absent + "\"");
    Path file = Files.writeString(folder.resolve("file"), "");
    CommandRun out = explainInto(file, "--layer conv1 --target 1");
    assertThat(out.status()).isEqualTo(2);
    assertThat(out.err()).startsWith("[UnwritableFile] \"" + file + "\" cannot be written");
  }

  @Test
  void leavesNoReplyOfAnEarlierRun() throws IOException {
    explain("--layer conv1 --target 1");
    assertThat(out().resolve("0.conv1.0.npy")).exists();
    explain("--layer conv4 --target 1");
    assertThat(reply().has("layers")).isFalse();
    assertThat(out().resolve("0.conv1.0.npy")).doesNotExist();
  }

  @Test
  void showsStackTracesWhenVerbose() {
    assertThat(explain("--layer conv4 --target 1 --verbose").err())
        .startsWith("[UnknownLayer] ")
        .contains("\tat io.attributable.");
  }

  @Test
  void tellsOfItself() {
    assertThat(CommandRun.of("--help").out()).contains("inspect", "explain", "demo");
    assertThat(CommandRun.of("explain", "--help").out()).contains("--requests=FILE.jsonl");
    assertThat(CommandRun.of("--version").out()).matches("attributable \\d\\S+ \\(.*\\d\\)\\R");
    assertThat(CommandRun.of()).isEqualTo(usage("A command is missing. See attributable --help."));
    assertThat(CommandRun.of("demo").err()).contains("./attributable demo");
    assertThat(CommandRun.of("explian").status()).isEqualTo(2);
  }

  private static CommandRun usage(String message) {
    return new CommandRun(2, "", "[Usage] " + message + "\n");
  }

  private CommandRun explain(String words) {
    return explainInto(out(), words);
  }

  private static CommandRun explainInto(Path out, String words) {
    boolean many = words.contains("--requests");
    String line = "explain " + MODEL + " " + words + " --out " + out;
    return CommandRun.of(
        (Object[]) (many ? line : line + " --input image=" + IMAGES).strip().split("\\s+"));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonNode reply() throws IOException {
    return new ObjectMapper().readTree(out().resolve("attribution.json").toFile());
  }
}
