package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods of pictures, from the command line to the reply. */
class PictureMethodsTest {
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");

  @TempDir Path folder;

  private CommandRun explain(String method) {
    String line =
        "explain %s --layer input:image --target 3 --output logits --input image=%s --out %s %s"
            .formatted(Fixtures.model("digits"), IMAGES, folder.resolve("out"), method);
    return CommandRun.of((Object[]) line.split(" "));
  }

  private JsonNode layer(String method) throws IOException {
    CommandRun run = explain(method);
    assertThat(run.status()).as(run.err()).isZero();
    return new ObjectMapper()
        .readTree(folder.resolve("out").resolve("attribution.json").toFile())
        .at("/layers/0");
  }

  @Test
  void regionsAreFoundWithoutAnythingMore() throws IOException {
    JsonNode layer = layer("--method xrai --steps 10 --high 1");
    assertThat(layer.at("/method").toString())
        .isEqualTo("{\"name\":\"xrai\",\"steps\":10,\"low\":0.0,\"high\":1.0,\"channel-axis\":-1}");
    assertThat(layer.at("/tensors/0/shape").toString()).isEqualTo("[4,8,8]");
  }

  @Test
  void theLayerOfAMapIsAnOptionOfItsOwn() throws IOException {
    JsonNode layer =
        layer("--method guided-grad-cam --method-layer conv3 --interpolation bilinear");
    assertThat(layer.at("/method").toString())
        .isEqualTo(
            "{\"name\":\"guided-grad-cam\",\"layer\":\"conv3\",\"port\":\"output\","
                + "\"interpolation\":\"bilinear\",\"channel-axis\":-1}");
    assertThat(layer.at("/tensors/0/shape").toString()).isEqualTo("[4,8,8,1]");
  }

  @Test
  void aLayerThatIsMissingIsAskedFor() {
    assertThat(explain("--method guided-grad-cam").err())
        .contains("parameter \"layer\" is required");
  }
}
