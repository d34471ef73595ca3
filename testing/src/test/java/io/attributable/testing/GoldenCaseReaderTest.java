package io.attributable.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenCaseReaderTest {
  private static final String CASE =
      """
      {"model": "m", "cases": [{"id": "a", "signature": "s", "layers": ["x", "y"],
        "port": "input", "mode": "local", "output": %s, "target": %s, "unused": "zeros",
        "weights": %s, "inputs": {"i": "m/i.npy"}, %s}]}
      """;

  @TempDir Path folder;

  @Test
  void readsACaseThatSucceeds() throws IOException {
    GoldenCase read =
        read(
            CASE.formatted(
                "\"probs\"",
                "null",
                "\"m/w.npy\"",
                "\"expected\": [{\"layer\": \"x\", \"tensors\": [\"m/x.npy\"]}]"));
    assertThat(read).hasToString("m:a");
    assertThat(read.signature()).isEqualTo("s");
    assertThat(read.layers()).containsExactly("x", "y");
    assertThat(read.port()).isEqualTo(Port.INPUT);
    assertThat(read.mode()).isEqualTo(Mode.LOCAL);
    assertThat(read.unused()).isEqualTo(UnusedLayer.ZEROS);
    assertThat(read.output()).isEqualTo("probs");
    assertThat(read.target()).isEqualTo(Target.none());
    assertThat(read.weightsFile()).contains(folder.resolve("m/w.npy"));
    assertThat(read.inputFiles()).isEqualTo(Map.of("i", folder.resolve("m/i.npy")));
    assertThat(read.expected())
        .containsExactly(new ExpectedLayer("x", List.of(folder.resolve("m/x.npy"))));
    assertThat(read.error()).isEmpty();
  }

  @Test
  void readsACaseThatFails() throws IOException {
    GoldenCase read = read(CASE.formatted("null", "null", "null", "\"error\": \"UnknownLayer\""));
    assertThat(read.error()).contains("UnknownLayer");
    assertThat(read.output()).isNull();
    assertThat(read.weightsFile()).isEqualTo(Optional.empty());
    assertThat(read.expected()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "3; 3",
        "[0, 3, 9]; 0,3,9",
        "{\"index\": [3, 1]}; (3,1)",
        "{\"indices\": [[0, 1], [1, 1]]}; (0,1),(1,1)",
        "\"predicted\"; predicted",
      })
  void readsTargets(String json, String target) throws IOException {
    GoldenCase read = read(CASE.formatted("null", json, "null", "\"error\": \"X\""));
    assertThat(read.target()).hasToString(target);
  }

  private GoldenCase read(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), json);
    return GoldenCaseReader.read(file).get(0);
  }
}
