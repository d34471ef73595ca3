package io.attributable.graph.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as broken downloads and broken disks leave them. */
@Tag("slow")
class DamagedFileTest {
  private static final int CUTS = 150;
  private static final int MUTATIONS = 600;

  @ParameterizedTest
  @ValueSource(
      strings = {"captum_relu_linear", "tf1_simple", "k3_variable_free", "tfmodule_functions"})
  void aFileMayEndAnywhere(String model) throws IOException {
    byte[] whole = bytes(model);
    int readable = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      byte[] part = Arrays.copyOf(whole, (int) ((long) whole.length * cut / CUTS));
      readable += within(part) ? 1 : 0;
    }
    assertThat(readable).isLessThan(CUTS / 10);
    assertThat(within(whole)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "captum_relu_linear",
        "tf1_simple",
        "tf1_table",
        "k3_variable_free",
        "tfmodule_two_signatures",
        "tfmodule_string_table",
        "tfmodule_functions"
      })
  void anyBytesMayBeWrong(String model) throws IOException {
    byte[] whole = bytes(model);
    Random random = new Random(model.hashCode());
    int readable = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      readable += within(mutated(whole, random)) ? 1 : 0;
    }
    assertThat(readable).isBetween(MUTATIONS / 20, MUTATIONS);
  }

  private static boolean within(byte[] bytes) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> HostileFiles.readsOrIsRefused(bytes));
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] mutated = whole.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutated.length);
      mutated[at] = random.nextBoolean() ? (byte) random.nextInt(256) : digit(random);
    }
    return mutated;
  }

  /** Digits keep names readable while they come to mean something else. */
  private static byte digit(Random random) {
    return (byte) ('0' + random.nextInt(10));
  }

  private static byte[] bytes(String model) throws IOException {
    return Files.readAllBytes(Fixtures.model(model).resolve("saved_model.pb"));
  }
}
