package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of builds that have no annotation processor: {@code check} and {@code lock}. */
class LockCommandsTest {
  private static final Path MODEL = Fixtures.model("digits");

  @TempDir private Path folder;

  @Test
  void whatIsInOrderIsLockedAndChecked() throws IOException {
    assertThat(run("check", MODEL, "--layer", "conv3", "--layer-input", "features"))
        .isEqualTo(new CommandRun(0, "In order: " + MODEL + " with 2 layers\n", ""));
    assertThat(locked("lock", "conv3"))
        .isEqualTo(new CommandRun(0, "Locked: " + MODEL + " as demo.Digits\n", ""));
    assertThat(Files.readString(lock()))
        .contains(
            "[demo.Digits]\nmodel \"" + MODEL + "\"\n", "layer \"conv3\" output 30:0 float32");
    assertThat(locked("check", "conv3"))
        .isEqualTo(new CommandRun(0, "In order: " + MODEL + " with 1 layer, as locked\n", ""));
  }

  @Test
  void whatTheModelDoesNotHaveIsToldAtOnce() {
    CommandRun run = run("check", MODEL, "--layer", "conv9", "conv1", "--output", "nothing");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("[UnknownOutput] No output \"nothing\""),
            line -> assertThat(line).startsWith("[UnknownLayer] No layer \"conv9\""));
    CommandRun missing = run("check", "models/digits");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err())
        .contains("\"models/digits\" not found.")
        .contains("Give its directory");
  }

  @Test
  void anotherModelThanTheLockedOneIsToldWithWhatToDo() throws IOException {
    assertThat(locked("check", "conv3").err())
        .startsWith("[LockMissing] demo.Digits is not locked: \"" + lock() + "\" does not exist.")
        .endsWith("To lock it, run attributable lock and commit the file.\n");
    locked("lock", "conv3");
    Files.writeString(lock(), Files.readString(lock()).replace("op Relu 4", "op Relu 5"));
    CommandRun changed = locked("check", "conv1");
    assertThat(changed.status()).isEqualTo(1);
    assertThat(changed.err())
        .startsWith("[LockMismatch] SavedModel \"" + MODEL + "\" is not the one")
        .contains("accept this one: run attributable lock and review", "+ layer \"conv1\" output");
    Files.writeString(lock(), "attributable.lock 1\nnonsense\n");
    assertThat(locked("lock", "conv3").err()).startsWith("[CorruptLock] Line 2 of");
  }

  @Test
  void whatIsWrongIsNotLocked() {
    assertThat(locked("lock", "conv9").status()).isEqualTo(1);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void namesAndFilesAreAskedFor() {
    CommandRun unnamed = run("lock", MODEL, "--lock", lock());
    assertThat(unnamed.status()).isEqualTo(2);
    assertThat(unnamed.err()).contains("--name must be a name of letters", "but is \"\"");
    CommandRun bad = run("check", MODEL, "--lock", lock(), "--name", "my net");
    assertThat(bad.err()).startsWith("[Usage] --name must").contains("but is \"my net\"");
    assertThat(run("lock", MODEL, "--name", "a").err()).contains("--lock FILE is missing");
    assertThat(run("check", MODEL, "--method", "gradcam").err()).startsWith("[UnknownMethod]");
  }

  private CommandRun locked(String command, String layer) {
    return run(
        command, MODEL, "--layer", layer, "--lock", lock().toString(), "--name", "demo.Digits");
  }

  private static CommandRun run(String command, Object... words) {
    List<Object> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray());
  }

  private Path lock() {
    return folder.resolve("attributable.lock");
  }
}
