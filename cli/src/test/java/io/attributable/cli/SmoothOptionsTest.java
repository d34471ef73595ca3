package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.npy.NpyReader;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

/** Noise on the command line and in requests, up to the reply. */
class SmoothOptionsTest {
  private static final Path MODEL = Fixtures.model("digits");
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");
  private static final String LAYER = "--layer conv2 --target 3 --output logits";

  @TempDir Path folder;

  private CommandRun run(String command, String options) {
    List<Object> words = new ArrayList<>(List.of(command, MODEL));
    words.addAll(List.of((LAYER + " " + options).split(" ")));
    if (!command.equals("bench")) {
      words.addAll(List.of("--input", "image=" + IMAGES));
    }
    return CommandRun.of(words.toArray());
  }

  private JsonNode explain(String name, String options) throws IOException {
    CommandRun run = run("explain", options + " --out " + folder.resolve(name));
    assertThat(run.status()).as(run.err()).isZero();
    return layer(name);
  }

  private JsonNode layer(String name) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve(name).resolve("attribution.json").toFile())
        .at("/layers/0");
  }

  private NdArray<?> values(String name) throws IOException {
    Path file = folder.resolve(name).resolve(layer(name).at("/tensors/0/file").textValue());
    return NpyReader.read(file).values();
  }

  @Test
  void theReplySaysWhatNoiseThereWas() throws IOException {
    JsonNode layer =
        explain(
            "options",
            "--method saliency --smooth vargrad --smooth-samples 3 --smooth-stdev image=0.2"
                + " --smooth-relative --smooth-seed 7");
    assertThat(layer.path("smooth").toString())
        .isEqualTo(
            "{\"kind\":\"vargrad\",\"samples\":3,\"stdev\":{\"image\":0.2},\"relative\":true,"
                + "\"seed\":7}");
    explain("others", "--method saliency --smooth vargrad --smooth-stdev 0.2");
    assertThat(values("others")).isNotEqualTo(values("options"));
    Path requests = folder.resolve("requests.jsonl");
    Files.copy(IMAGES, folder.resolve("images.npy"));
    Files.writeString(
        requests,
        "{\"id\": \"same\", \"layers\": [\"conv2\"], \"target\": 3, \"output\": \"logits\","
            + " \"method\": \"saliency\", \"inputs\": {\"image\": \"images.npy\"}, \"smooth\": "
            + layer.path("smooth")
            + "}\n");
    CommandRun run =
        CommandRun.of("explain", MODEL, "--requests", requests, "--out", folder.resolve("replies"));
    assertThat(run.status()).as(run.err()).isZero();
    Closeness.assertClose("same", values("replies/same"), values("options"));
  }

  @Test
  void benchAndVerifyTakeNoise() throws IOException {
    String noise = " --smooth smoothgrad --smooth-samples 2 --smooth-stdev 0.1";
    CommandRun bench = run("bench", "--runs 1 --json" + noise);
    assertThat(bench.status()).as(bench.err()).isZero();
    assertThat(new ObjectMapper().readTree(bench.out()).at("/smooth/samples").intValue())
        .isEqualTo(2);
    assertThat(run("bench", "--runs 1" + noise).out()).contains("smoothgrad of 2");
    CommandRun verify = run("verify", "--method conductance" + noise);
    assertThat(verify.status()).as(verify.err()).isZero();
    assertThat(verify.out()).contains("in the mean of 2 samples with noise, attributions of");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    String out = " --out " + folder.resolve("none");
    assertThat(run("explain", "--smooth-samples 3" + out).err()).contains("go with --smooth");
    assertThat(run("explain", "--smooth vargrad" + out).err())
        .contains("[NoiseInvalid]", "\"stdev\" is missing");
    assertThat(run("explain", "--smooth vargrad --smooth-stdev x" + out).err())
        .contains("[NoiseInvalid]", "\"stdev\" cannot be \"x\"");
    assertThat(run("explain", "--smooth vargrad --smooth-stdev 1 --smooth-stdev 2" + out).err())
        .contains("[NoiseInvalid]", "twice");
    assertThat(run("explain", "--method activation --smooth vargrad --smooth-stdev 1" + out).err())
        .contains("[MethodNotApplicable]");
  }
}
