package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final Path BEFORE = Fixtures.model("digits");
  private static final Path AFTER = Fixtures.root().resolve("comparison/retrained");

  @TempDir private Path folder;
  private Path requests;

  @BeforeEach
  void write() throws IOException {
    String inputs =
        "\"inputs\": {\"image\": \"%s\"}"
            .formatted(Fixtures.golden().resolve("digits/four.image.npy"));
    requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "a", "layers": ["conv1", "conv2"], %1$s, "target": "predicted"}
            {"id": "b", "layers": ["conv2"], %1$s, "targets": [1, 2], "method": "grad-cam"}
            """
                .formatted(inputs));
  }

  private CommandRun diff(Path before, Path after, Object... more) {
    Object[] all = new Object[5 + more.length];
    all[0] = "diff";
    all[1] = before;
    all[2] = after;
    all[3] = "--requests";
    all[4] = requests;
    System.arraycopy(more, 0, all, 5, more.length);
    return CommandRun.of(all);
  }

  @Test
  void aModelExplainsAsItselfDoes() {
    CommandRun same =
        diff(
            BEFORE,
            BEFORE,
            "--threshold",
            "spearman=1",
            "--threshold",
            "kendall=1",
            "--threshold",
            "top-k=1",
            "--threshold",
            "signs=1",
            "--threshold",
            "distance=0",
            "--threshold",
            "output=0");
    assertThat(same.err()).isEmpty();
    assertThat(same.out()).contains("All thresholds are met", "0 examples with another largest");
    assertThat(same.status()).isZero();
  }

  @Test
  void anotherVersionIsToldApart() throws IOException {
    Path out = folder.resolve("out");
    CommandRun other = diff(BEFORE, AFTER, "--threshold", "spearman=0.99", "--out", out);
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.out())
        .contains("a: layer \"conv2\", example 0: spearman is 0.98")
        .contains("b: target 1, layer \"conv2\"");
    JsonNode json = new ObjectMapper().readTree(out.resolve("diff.json").toFile());
    assertThat(json.path("met").booleanValue()).isFalse();
    assertThat(json.at("/layers/0/layer").asText()).isEqualTo("conv1");
    assertThat(json.at("/layers/0/spearman/worst").doubleValue()).isBetween(0.99, 1.0);
    assertThat(json.at("/requests/1/targets/2/layers/0/examples")).hasSize(4);
    assertThat(Files.readString(out.resolve("diff.html")))
        .contains("thresholds are not met", "conv2", "✗")
        .doesNotContain("<script", "http://", "https://");
    assertThat(diff(BEFORE, AFTER, "--threshold", "spearman=0.9").status()).isZero();
  }

  @Test
  void layersCanBeChosenAndMapped() throws IOException {
    CommandRun mapped = diff(BEFORE, BEFORE, "--layers", "conv1", "--map", "conv1=conv2", "--json");
    assertThat(mapped.status()).isEqualTo(1);
    diff(BEFORE, BEFORE, "--layers", "conv1", "--map", "conv1=conv2", "--out", folder);
    assertThat(Files.readString(folder.resolve("diff.html")))
        .contains("<td colspan=\"7\"><div class=\"problem\">✗ it is of shape")
        .doesNotContain("NaN");
    assertThat(mapped.out()).contains("\"other\" : \"conv2\"", "and of [4, 8, 8, 16] in the other");
  }

  @Test
  void whatOneOfThemCannotExplainIsTold() throws IOException {
    CommandRun failed = diff(BEFORE, AFTER, "--layers", "none");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.out()).contains("a: [UnknownLayer]", "requests failed: 2");
    diff(BEFORE, AFTER, "--layers", "none", "--out", folder);
    assertThat(Files.readString(folder.resolve("diff.html")))
        .contains("<h1>Not all requests could be explained by both</h1>");
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    for (String never : List.of("spearman=2", "top-k=-0.1", "distance=-1", "signs=NaN")) {
      CommandRun refused = diff(BEFORE, AFTER, "--threshold", never);
      assertThat(refused.err()).contains("[Usage] a threshold of ", "but is \"" + never + "\"");
      assertThat(refused.status()).isEqualTo(2);
    }
    assertThat(diff(BEFORE, AFTER, "--threshold", "cosine").err()).contains("is \"cosine\"");
    assertThat(diff(BEFORE, AFTER, "--threshold", "spearmen=1").err())
        .contains("[Usage] no metric \"spearmen\"; there are spearman, kendall");
    assertThat(diff(BEFORE, AFTER, "--threshold", "spearman=much").err()).contains("METRIC=NUMBER");
    assertThat(diff(BEFORE, AFTER, "--map", "conv1").err()).contains("--map must be NAME=OTHER");
    assertThat(diff(BEFORE, AFTER, "--top-k", "0").err()).contains("--top-k is 0");
    assertThat(diff(BEFORE, folder.resolve("none")).err()).contains("[ModelNotFound]");
    Files.writeString(requests, "\n");
    CommandRun nothing = diff(BEFORE, BEFORE);
    assertThat(nothing.err()).contains("[Usage] --requests", "has no requests to compare");
    assertThat(nothing.status()).isEqualTo(2);
  }
}
