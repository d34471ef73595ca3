package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Methods;
import io.attributable.server.internal.explorer.CommandCall;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, where it does not start; {@code server} and the launcher are tested elsewhere. */
class ServeCommandTest {
  private static final Path MODEL = Fixtures.model("digits");

  @TempDir Path folder;

  @Test
  void addressesOfOthersNeedTokens() {
    CommandRun run = CommandRun.of("serve", MODEL, "--host", "0.0.0.0", "--port", "0");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("[ServerNotStarted]", "without a token", "--token-file");
  }

  @Test
  void tokensAreRead() throws IOException {
    Path tokens = folder.resolve("tokens");
    assertThat(CommandRun.of("serve", MODEL, "--token-file", tokens).err())
        .contains("[UnreadableFile]", "it does not exist");
    Files.writeString(tokens, "\n");
    assertThat(CommandRun.of("serve", MODEL, "--token-file", tokens).err())
        .contains("it holds no token");
    Files.writeString(tokens, "short\n");
    assertThat(CommandRun.of("serve", MODEL, "--token-file", tokens).err())
        .contains("fewer than 16 characters")
        .doesNotContain("short\n");
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertThat(CommandRun.of("serve", MODEL, "--queue", "-1").err()).contains("-1 requests may");
    assertThat(CommandRun.of("serve", MODEL, "--timeout", "0").err()).contains("timeout is 0 ms");
    assertThat(CommandRun.of("serve", MODEL, "--port", "70000").err()).contains("port 70000");
    assertThat(CommandRun.of("serve").err()).contains("MODEL");
    assertThat(CommandRun.of("serve", folder.resolve("none"), "--port", "0").err())
        .contains("[ModelNotFound]");
    assertThat(CommandRun.of("serve", MODEL, MODEL, "--port", "0").err())
        .contains("two models are called \"digits\"");
  }

  @Test
  void cardsBelongToModels() throws IOException {
    Path card = Files.writeString(folder.resolve("card.json"), "{\"signatures\": {\"no\": {}}}");
    assertThat(CommandRun.of("serve", MODEL, "--port", "0", "--card", card).err())
        .contains("[CardMismatch]", "\"no\"");
    assertThat(CommandRun.of("serve", MODEL, "--card", "other=" + card).err())
        .contains("[ServerNotStarted]", "no model is served", "models are digits");
    assertThat(CommandRun.of("serve", MODEL, "b=" + MODEL, "--card", card).err())
        .contains("models are digits, b");
    assertThat(CommandRun.of("serve", MODEL, "--card", card, "--card", "digits=" + card).err())
        .contains("has two cards");
    assertThat(CommandRun.of("serve", MODEL, "--card", folder.resolve("none")).err())
        .contains("[UnreadableFile]");
  }

  @Test
  void theExplorerCallsOptionsAsTheCommandLineDoes() {
    for (Methods.Parameter parameter : Methods.parameters()) {
      assertThat(CommandCall.option(parameter.name()))
          .isEqualTo(MethodOptions.optionName(parameter.name()));
    }
  }
}
