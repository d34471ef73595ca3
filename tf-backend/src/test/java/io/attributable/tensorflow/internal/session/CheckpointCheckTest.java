package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose weights were not copied with them. */
class CheckpointCheckTest {
  private static final String SHARD = "variables/variables.data-00000-of-00001";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"k3_cnn", "k2_save_cnn", "tf1_simple", "digits"})
  void saysThatTheIndexIsMissing(String model) throws IOException {
    Path copy = copy(model, List.of("variables/variables.index", SHARD));

    assertMissing(() -> AttributableModel.load(copy).close(), "\"variables/variables.index\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3_cnn", "tf1_simple"})
  void saysWhichShardIsMissing(String model) throws IOException {
    Path copy = copy(model, List.of(SHARD));

    assertMissing(() -> AttributableModel.load(copy).close(), '"' + SHARD + '"');
  }

  @Test
  void saysWhichOfSeveralShardsIsMissing() throws IOException {
    Path copy = copy("k3_cnn", List.of());
    Files.move(copy.resolve(SHARD), copy.resolve("variables/variables.data-00000-of-00003"));
    Files.createFile(copy.resolve("variables/variables.data-00002-of-00003"));

    assertMissing(
        () -> AttributableModel.load(copy).close(), "\"variables/variables.data-00001-of-00003\"");
  }

  @Test
  void modelsWithoutVariablesNeedNoFiles() throws IOException {
    Path copy = copy("k3_variable_free", List.of("variables/variables.index", SHARD));

    try (AttributableModel model = AttributableModel.load(copy)) {
      assertThat(model.layers(model.defaultSignature().name())).isNotEmpty();
    }
  }

  private static void assertMissing(ThrowingCallable load, String file) {
    assertThatThrownBy(load)
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.VARIABLES_MISSING))
        .hasMessageContaining(file);
  }

  private Path copy(String model, List<String> without) throws IOException {
    Path from = Fixtures.model(model);
    Path to = folder.resolve(model);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        String relative = from.relativize(file).toString();
        if (!without.contains(relative)) {
          Files.copy(file, to.resolve(relative));
        }
      }
    }
    return to;
  }
}
