package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect",
        "preflight",
        "explain",
        "verify",
        "export",
        "report",
        "card",
        "bench",
        "serve"
      })
  void usageIsOneLineAndAllOptionsFollow(String command) {
    CommandRun run = CommandRun.of(command, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines().findFirst().orElseThrow())
        .startsWith("Usage: attributable " + command + " [OPTIONS] MODEL");
    assertThat(run.out()).contains("--verbose", "--help", "--op-library");
  }
}
