package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What captum 0.9.0 and SHAP 0.51.0 say of small networks in 64 bits, made by {@code tools/captum}:
 * each method by a line of a requests file.
 */
class CaptumNumbersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** captum rounds the weights of its quadratures to 32 bits: a fifteenth by 5e-8 of itself. */
  private static final double TOLERANCE = 1e-7;

  @TempDir static Path folder;

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> saysTheSame() throws IOException {
    try (Stream<Path> networks = Files.list(Fixtures.root().resolve("captum"))) {
      return networks.sorted().toList().stream().flatMap(CaptumNumbersTest::testsOf);
    }
  }

  private static Stream<DynamicTest> testsOf(Path network) {
    String name = network.getFileName().toString();
    Path out = folder.resolve(name);
    return Stream.concat(
        Stream.of(dynamicTest(name, () -> ask(network, out))),
        requests(network).stream()
            .map(request -> request.path("id").textValue())
            .map(id -> dynamicTest(name + " " + id, () -> check(network, out, id))));
  }

  private static void ask(Path network, Path out) {
    CommandRun run =
        CommandRun.of(
            "explain",
            network.resolve("model"),
            "--requests",
            network.resolve("requests.jsonl"),
            "--out",
            out);
    assertThat(run.status()).as(run.out() + run.err()).isZero();
  }

  private static List<JsonNode> requests(Path network) {
    try {
      return Files.readAllLines(network.resolve("requests.jsonl")).stream()
          .map(CaptumNumbersTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path network, Path out, String id) throws IOException {
    Path reply = out.resolve(id);
    JsonNode json = JSON.readTree(reply.resolve("attribution.json").toFile());
    JsonNode layers = json.path("layers");
    assertThat(layers.size()).as(json.toString()).isPositive();
    for (JsonNode layer : layers) {
      JsonNode tensors = layer.path("tensors");
      assertThat(tensors.size()).isEqualTo(1);
      Closeness.assertClose(
          id,
          Fixtures.array(reply.resolve(tensors.path(0).path("file").textValue())),
          Fixtures.array(network.resolve(expected(id, layers.size(), layer) + ".npy")),
          TOLERANCE);
    }
  }

  /** Of several inputs each has an array of its own. */
  private static String expected(String id, int layers, JsonNode layer) {
    return layers == 1 ? id : id + "-" + layer.path("layer").textValue().replace("input:", "");
  }
}
