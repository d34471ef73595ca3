package io.attributable.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM of the command line gets, and what comes back. */
@Timeout(60)
class CommandLineProcessTest {
  @TempDir private Path project;

  @Test
  void commandThatFailsIsTold() {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    CommandLineProcess process =
        new CommandLineProcess(
            List.of(new File("nothing.jar")), project.toFile(), "demo.Nothing", errors);
    assertThatThrownBy(() -> process.run(List.of("explain", "models/digits")))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.COMMAND_FAILED))
        .hasMessage(
            "[CommandFailed] \"attributable explain models/digits\" failed: it ended with status 1."
                + " What it printed above tells why.");
    assertThat(errors.toString(UTF_8)).contains("demo.Nothing");
  }

  @Test
  void tensorFlowsLogStaysOutOfTheLogOfTheBuild() throws Exception {
    assertThat(told("explain"))
        .containsExactly("[UnknownLayer] No layer \"größe\".", "no end of line");
    assertThat(told("explain", "--verbose")).hasSize(4);
  }

  @Test
  void theEnvironmentIsThatOfTheLaunchers() throws Exception {
    List<String> unused = told("explain");
    Properties set = new Properties();
    set.load(Files.newInputStream(project.resolve("environment")));
    assertThat(set)
        .containsKeys("TF_CPP_MIN_LOG_LEVEL", "TF_OVERRIDE_GLOBAL_THREADPOOL")
        .containsEntry("ATTRIBUTABLE_LAUNCHER", Long.toString(ProcessHandle.current().pid()));
  }

  @Test
  void whatTheUserHasSetIsLeft() {
    Map<String, String> none = new HashMap<>();
    LauncherEnvironment.set(none, false);
    assertThat(none)
        .containsEntry("LC_ALL", "C.UTF-8")
        .containsEntry("TF_CPP_MIN_LOG_LEVEL", "3")
        .containsEntry("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
    Map<String, String> own = new HashMap<>();
    own.put("LANG", "de_DE.utf8");
    own.put("TF_OVERRIDE_GLOBAL_THREADPOOL", "0");
    LauncherEnvironment.set(own, true);
    assertThat(own)
        .containsOnlyKeys("LANG", "TF_OVERRIDE_GLOBAL_THREADPOOL", "ATTRIBUTABLE_LAUNCHER")
        .containsEntry("TF_OVERRIDE_GLOBAL_THREADPOOL", "0");
  }

  private List<String> told(String... words) throws Exception {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    List<File> classes =
        List.of(
            new File(
                LoggingCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    new CommandLineProcess(classes, project.toFile(), LoggingCommand.class.getName(), errors)
        .run(List.of(words));
    return errors.toString(UTF_8).lines().toList();
  }
}
