package io.attributable.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code attributable}, in a project of its own with a java and a mvn that tell. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      case " $* " in
        *" -Xbad "*) echo 'Unrecognized option: -Xbad' >&2; exit 1 ;;
        *" -version "*) echo 'openjdk version "%s" 2025' >&2; exit ;;
      esac
      echo "java $* log=${TF_CPP_MIN_LOG_LEVEL:-unset}"
      %s
      """;
  private static final String FAKE_MVN =
      """
      #!/bin/sh
      echo "mvn $*" >>"%s"
      %s
      for module in cli samples/gallery; do
        mkdir -p "$module/target/classes"
        echo "$PWD/pom.xml" >"$module/target/launcher-classpath.txt"
      done
      """;

  private static final List<String> SCRIPTS =
      List.of("attributable", "distribution/src/main/launcher/launcher.sh");
  private static final List<String> SOURCES =
      List.of("pom.xml", "cli/pom.xml", "cli/src/main/java/A.java");
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "dirname",
          "find",
          "flock",
          "head",
          "mkdir",
          "mkfifo",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sleep",
          "tail",
          "touch");

  @TempDir Path folder;
  private Path project;
  private Path mvnCalls;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    mvnCalls = folder.resolve("mvn-calls");
    for (String script : SCRIPTS) {
      Path copy = project.resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(System.getProperty("project.root"), script), copy, COPY_ATTRIBUTES);
    }
    for (String file : SOURCES) {
      source(file);
    }
    Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      link(tool);
    }
    java("17.0.15", "");
    mvn("");
  }

  @Test
  void buildsOnceAndRuns() throws Exception {
    Run first = launch("inspect", "a model");
    assertThat(first.status()).isZero();
    assertThat(first.err())
        .isEqualTo("Building Attributable (first run: it may take a few minutes)...");
    assertThat(first.out())
        .isEqualTo(
            "java -XX:TieredStopAtLevel=1 -Djava.awt.headless=true -Dattributable.terminal= -cp "
                + root("cli/target/classes")
                + ":"
                + root("pom.xml")
                + " io.attributable.cli.AttributableCommand inspect a model log=3");
    Run second = launch("inspect", "a model");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(mvnCalls).content().hasLineCount(1).contains("-pl cli,samples/gallery -am");
  }

  @Test
  void laterCommandsStartWithTheClassesOfTheBuild() throws Exception {
    mvn("mkdir -p cli/target && : >cli/target/attributable-cli-1.jar");
    java("17.0.15", "case $1 in -XX:ArchiveClassesAtExit=*) echo data >\"${1#*=}\" ;; esac");
    Run first = launch("inspect");
    String classes = root("target/launcher/classes-17.jsa");
    assertThat(first.out())
        .contains(
            "-XX:SharedArchiveFile=" + classes,
            "-cp " + root("cli/target/attributable-cli-1.jar") + ":" + root("pom.xml"));
    assertThat(launch("inspect").out()).isEqualTo(first.out());
    java("21.0.2", "");
    assertThat(launch("inspect").out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void buildsAgainWhenSourcesChange() throws Exception {
    launch();
    date(project.resolve("cli/src/main/java/A.java"), 1);
    assertThat(launch().err()).isEqualTo("Building Attributable again, as its sources changed...");
    date(project.resolve("cli/src/main/java/A.java"), -1);
    assertThat(launch().err()).isEmpty();
  }

  @Test
  void buildsAgainWhenSourcesGo() throws Exception {
    source("cli/src/main/java/B.java");
    launch();
    Files.delete(project.resolve("cli/src/main/java/B.java"));
    assertThat(launch().err()).contains("sources changed");
  }

  @Test
  void buildsAgainWhenSomethingBuiltIsMissing() throws Exception {
    launch();
    Files.delete(project.resolve("samples/gallery/target/launcher-classpath.txt"));
    assertThat(launch().err()).isNotEmpty();
    assertThat(mvnCalls).content().hasLineCount(2);
  }

  @Test
  void buildsAgainWithOtherArguments() throws Exception {
    launch();
    Run run = run(process("--version"), "ATTRIBUTABLE_MVN_ARGS", "-Pgpu -o");
    assertThat(run.err()).isNotEmpty();
    assertThat(mvnCalls).content().contains("-am -Pgpu -o package");
  }

  @Test
  void showsTheEndOfAFailedBuild() throws Exception {
    mvn("echo 'Compilation failure in A.java'; exit 1");
    Run run = launch("inspect");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("Compilation failure in A.java")
        .contains("The build failed. The whole log is " + root("target/launcher/build.log"));
    mvn("");
    assertThat(launch().status()).isZero();
  }

  @Test
  void builtHalfIsNotBuilt() throws Exception {
    launch();
    date(project.resolve("pom.xml"), 1);
    mvn("sleep 1");
    Process killed = start(process());
    while (Files.readAllLines(mvnCalls).size() < 2) {
      Thread.sleep(10);
    }
    killed.destroyForcibly().waitFor();
    date(project.resolve("pom.xml"), -1);
    mvn("");
    assertThat(launch().err()).isNotEmpty();
    assertThat(mvnCalls).content().hasLineCount(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("slow")
  void twoAtOnceBuildOnce(boolean withFlock) throws Exception {
    if (!withFlock) {
      Files.deleteIfExists(folder.resolve("tools/flock"));
    }
    mvn("sleep 1");
    Process first = start(process());
    Process second = start(process());
    assertThat(List.of(first.waitFor(), second.waitFor())).containsExactly(0, 0);
    assertThat(mvnCalls).content().hasLineCount(1);
    assertThat(launch().err()).isEmpty();
  }

  @Test
  void isFoundThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project/attributable"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("other"), link);
    assertThat(run(new ProcessBuilder(linkToLink.toString())).out())
        .contains(root("cli/target/classes"));
  }

  @Test
  void runsTheSampleAsDemo() throws Exception {
    assertThat(launch("demo").out())
        .contains("-cp " + root("samples/gallery/target/classes"))
        .contains(
            "GalleryDemo --samples "
                + root("samples")
                + " --out "
                + root("samples/gallery/target/demo")
                + " log=3");
    assertThat(launch("demo", "--out", "here").out()).contains(" --out here ");
    assertThat(launch("--verbose", "demo", "--out=a b").out()).contains(" --out a b log=unset");
    assertThat(launch("demo", "--help").out()).contains("AttributableCommand demo --help");
    Run wrong = launch("demo", "--fast");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("The demo knows no \"--fast\".");
  }

  @Test
  void leavesTensorFlowsLogAloneWhenVerbose() throws Exception {
    assertThat(launch("inspect", "m", "--verbose").out()).contains("log=unset");
  }

  @Test
  void keepsEverythingButTensorFlowsLog() throws Exception {
    java(
        "17.0.15",
        """
        {
          echo 'WARNING: All log messages before absl::InitializeLog() is called are written'
          echo 'I0000 00:00:1795388028.034508   29594 mlir_graph_optimization_pass.cc:401] no'
          echo '[UnknownLayer] No layer "a  \\ b".'
          echo 'F0000 00:00:1795388028.034508   29594 tensor.cc:1] Check failed'
          printf 'no end of line'
        } >&2
        exit 1
        """);
    Run run = launch("explain");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines().skip(1))
        .containsExactly(
            "[UnknownLayer] No layer \"a  \\ b\".",
            "F0000 00:00:1795388028.034508   29594 tensor.cc:1] Check failed",
            "no end of line");
    assertThat(launch("explain", "--verbose").err()).contains("mlir_graph_optimization_pass");
  }

  /** Repeated, as the launcher's shell may hear of the signal before or after the JVM has ended. */
  @RepeatedTest(10)
  void passesSignalsOn() throws Exception {
    java("17.0.15", "trap 'echo stopped; exit 7' TERM; echo ready; sleep 9 >/dev/null 2>&1 & wait");
    Process started = start(process());
    BufferedReader out = started.inputReader(UTF_8);
    assertThat(out.readLine()).startsWith("java ");
    assertThat(out.readLine()).isEqualTo("ready");
    started.toHandle().destroy(); // Process.destroy() would close the streams too.
    assertThat(out.readLine()).isEqualTo("stopped");
    assertThat(started.waitFor()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void saysWhichSignalEndedIt(String signal, int status) throws Exception {
    java("17.0.15", "trap 'exit 143' TERM; echo ready; sleep 9 >/dev/null 2>&1 & wait");
    Process started = start(process(), "TMPDIR", folder.toString());
    BufferedReader out = started.inputReader(UTF_8);
    assertThat(out.readLine()).startsWith("java ");
    assertThat(out.readLine()).isEqualTo("ready");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("attributable."));
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(started.pid())).start().waitFor();
    assertThat(started.waitFor()).isEqualTo(status);
  }

  @Test
  void quietensNewJvms() throws Exception {
    java("25.0.1", "");
    assertThat(launch("--version").out())
        .startsWith(
            "java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -X");
  }

  @Test
  void refusesOldJvms() throws Exception {
    java("11.0.2", "");
    assertThat(launch().err()).contains("Java 17 or newer is needed");
    java("1.8.0_402", "");
    assertThat(launch().status()).isEqualTo(2);
  }

  /** A JVM that does not start ends with 1, which is what a command says of a model it refuses. */
  @ParameterizedTest
  @ValueSource(strings = {"inspect m", "--version", "inspect m --verbose"})
  void aJvmThatDoesNotStartHasDoneNothing(String command) throws Exception {
    launch("inspect");
    Run run = run(process(command.split(" ")), "ATTRIBUTABLE_JAVA_ARGS", "-Xmx2g -Xbad");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "Unrecognized option: -Xbad",
            "attributable: %s/tools/java does not start, and says why above.".formatted(folder)
                + " ATTRIBUTABLE_JAVA_ARGS is \"-Xmx2g -Xbad\".");
  }

  @Test
  void whatAJvmRefusesIsToldBeforeTheBuild() throws Exception {
    Run run = run(process("inspect"), "ATTRIBUTABLE_JAVA_ARGS", "-Xbad");
    assertThat(run.status()).isEqualTo(2);
    assertThat(mvnCalls).doesNotExist();
  }

  @Test
  void sourcesThatCannotBeBuiltInAreTold() throws Exception {
    source("target");
    Run run = launch("inspect");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "attributable: No folder can be made at %s, where the build is kept."
                .formatted(root("target/launcher")));
  }

  @Test
  void tellsWhatIsMissing() throws Exception {
    Files.delete(folder.resolve("tools/mvn"));
    assertThat(launch().err()).contains("Maven is missing.");
    Run run = run(process(), "JAVA_HOME", "/nowhere");
    assertThat(run.err()).contains("JAVA_HOME is /nowhere, but there is no bin/java in it.");
  }

  private record Run(int status, String out, String err) {}

  private Run launch(String... arguments) throws Exception {
    return run(process(arguments));
  }

  private ProcessBuilder process(String... arguments) {
    ProcessBuilder process = new ProcessBuilder(project.resolve("attributable").toString());
    process.command().addAll(List.of(arguments));
    return process;
  }

  /** Runs from another folder, with the fake tools and a few real ones. */
  private Run run(ProcessBuilder process, String... variables) throws Exception {
    Process started = start(process, variables);
    String out = new String(started.getInputStream().readAllBytes(), UTF_8).strip();
    String err = new String(started.getErrorStream().readAllBytes(), UTF_8).strip();
    return new Run(started.waitFor(), out, err);
  }

  private Process start(ProcessBuilder process, String... variables) throws IOException {
    Map<String, String> environment = process.directory(folder.toFile()).environment();
    environment.clear();
    environment.put("PATH", folder.resolve("tools").toString());
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return process.start();
  }

  private String root(String path) throws IOException {
    return project.toRealPath().resolve(path).toString();
  }

  private void java(String version, String step) throws IOException {
    executable("java", FAKE_JAVA.formatted(version, step));
  }

  private void mvn(String step) throws IOException {
    executable("mvn", FAKE_MVN.formatted(mvnCalls, step));
  }

  private void executable(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("tools").resolve(name), script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void link(String tool) throws IOException {
    for (String place : List.of("/usr/bin", "/bin")) {
      Path real = Path.of(place, tool);
      if (Files.exists(real)) {
        Files.createSymbolicLink(folder.resolve("tools").resolve(tool), real);
        return;
      }
    }
  }

  private void source(String file) throws IOException {
    Path source = project.resolve(file);
    Files.createDirectories(source.getParent());
    date(Files.writeString(source, "source"), -1);
    date(source.getParent(), -1);
  }

  /** Dates a file as if it was changed some hours from now. */
  private void date(Path file, int hours) throws IOException {
    Instant time = Instant.now().plus(hours, ChronoUnit.HOURS);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
