package io.attributable.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive is unpacked into an empty folder, and does what the command line does. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class DistributionTest {
  /** Starts without what speeds them up are tried alone: most tests need not wait for it. */
  private static final Map<String, String> PLAIN = Map.of("ATTRIBUTABLE_CLASSES", "none");

  private static final Path DIGITS = Installation.fixture("models/digits");
  private static final String IMAGES =
      "image=" + Installation.fixture("golden/digits/four.image.npy");

  @TempDir private static Path folder;
  private static Installation installation;

  @BeforeAll
  static void unpack() throws Exception {
    installation =
        Installation.of(Installation.archives().get(0), folder.resolve("an empty folder"));
  }

  static List<Path> archives() throws IOException {
    return Installation.archives();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void eachArchiveUnpacksToTheSame(Path archive) throws Exception {
    Installation other = Installation.of(archive, folder.resolve(archive.getFileName() + " x"));
    assertThat(files(other.home())).containsExactlyElementsOf(files(installation.home()));
    assertThat(other.home().resolve("bin/attributable")).isExecutable();
  }

  @Test
  void helps() throws Exception {
    Installation.Run run = installation.run(PLAIN, "--help");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Usage: attributable ").contains("explain", "serve");
    assertThat(run.err()).isEmpty();
    assertThat(installation.run(PLAIN, "--version").out())
        .startsWith(installation.home().getFileName().toString().replaceFirst("-", " "));
  }

  /** Pages that the launcher knows by itself are those that the command line prints. */
  @ParameterizedTest
  @ValueSource(strings = {"explain", "serve", "demo"})
  void helpsWithoutJava(String command) throws Exception {
    Map<String, String> nothing = Map.of("JAVA_HOME", "/nowhere");
    Installation.Run known = installation.run(nothing, command, "--help");
    assertThat(known.status()).isZero();
    Installation.Run asked = installation.run(PLAIN, "--verbose", command, "--help");
    assertThat(known.out()).isEqualTo(asked.out());
    assertThat(installation.run(nothing, "--help").out())
        .isEqualTo(installation.run(PLAIN, "--verbose", "--help").out());
  }

  @Test
  void explains() throws Exception {
    Installation.Run run =
        installation.run(
            PLAIN,
            "explain",
            DIGITS,
            "--layer",
            "conv1",
            "--input",
            IMAGES,
            "--target",
            "7",
            "--out",
            "why it is so");
    assertThat(run).isEqualTo(new Installation.Run(0, "Explained, in why it is so\n", ""));
    assertThat(installation.folder().resolve("why it is so/attribution.json")).exists();
  }

  @Test
  void tellsWhatIsWrong() throws Exception {
    Installation.Run run =
        installation.run(
            PLAIN,
            "explain",
            DIGITS,
            "--layer",
            "conv9",
            "--input",
            IMAGES,
            "--target",
            "7",
            "--out",
            "nothing");
    assertThat(run.status()).isNotZero();
    assertThat(run.err()).startsWith("[UnknownLayer] No layer \"conv9\"").hasLineCount(1);
  }

  @Test
  void oldJavaAndNoneAreTold() throws Exception {
    Installation.Run none = installation.run(Map.of("JAVA_HOME", "/nowhere"), "--version");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("JAVA_HOME is /nowhere, but there is no bin/java in it.");
  }

  /** By a JVM of its own accord with 1, which says that a command has refused something. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xmx8gg", "Xmx8g"})
  void aJvmThatDoesNotStartHasDoneNothing(String arguments) throws Exception {
    Path classes = folder.resolve("classes that nobody writes");
    Map<String, String> environment =
        Map.of("ATTRIBUTABLE_JAVA_ARGS", arguments, "ATTRIBUTABLE_CLASSES", classes.toString());
    Installation.Run run = installation.run(environment, "inspect", DIGITS);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("does not start, and says why above. ATTRIBUTABLE_JAVA_ARGS is \"" + arguments);
    assertThat(classes).doesNotExist();
    Map<String, String> later =
        Map.of("ATTRIBUTABLE_JAVA_ARGS", arguments, "ATTRIBUTABLE_CLASSES", "none");
    assertThat(installation.run(later, "inspect", DIGITS).status()).isEqualTo(2);
  }

  @Test
  void isFoundThroughLinks() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("attributable"), installation.home().resolve("bin/attributable"));
    assertThat(installation.run(List.of(link.toString(), "--version"), PLAIN).status()).isZero();
  }

  /** As {@code sh attributable} does in the folder of the launcher, which then names no folder. */
  @Test
  void runsWithoutAFolderInItsName() throws Exception {
    String bin = installation.home().resolve("bin").toString();
    List<String> command = List.of("sh", "-c", "cd \"$1\" && sh attributable --version", "sh", bin);
    Installation.Run run = installation.run(command, PLAIN);
    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void withoutAFolderForTemporaryFilesNothingIsDone() throws Exception {
    Map<String, String> nowhere = Map.of("ATTRIBUTABLE_CLASSES", "none", "TMPDIR", "/nowhere");
    Installation.Run run = installation.run(nowhere, "inspect", DIGITS);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("attributable: No folder can be made in /nowhere.");
  }

  /** In a folder without spaces: JVMs keep no classes of others. */
  @Test
  void laterStartsHaveTheClassesOfTheFirst() throws Exception {
    Installation plain =
        Installation.of(Installation.archives().get(0), folder.resolve("installed"));
    Map<String, String> environment =
        Map.of(
            "ATTRIBUTABLE_CLASSES",
            plain.folder().resolve("class data").toString(),
            "ATTRIBUTABLE_JAVA_ARGS",
            "-Xlog:class+load:file=loaded.txt");
    Installation.Run run = plain.run(environment, "inspect", DIGITS);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(files(plain.folder().resolve("class data"))).hasSize(1);
    assertThat(plain.folder().resolve("loaded.txt"))
        .content()
        .contains("io.attributable.graph.layer.LayerIndex source: shared objects file (top)");
  }

  @Test
  void wordsComplete() throws Exception {
    Path script = installation.home().resolve("completion/attributable.bash");
    String words =
        ". '%s'; COMP_WORDS=(attributable exp); COMP_CWORD=1; COMP_LINE='attributable exp';"
            + " _complete_attributable; echo \"${COMPREPLY[@]}\"";
    Installation.Run run =
        installation.run(List.of("bash", "-c", words.formatted(script)), Map.of());
    assertThat(run.out().strip()).as(run.err()).isEqualTo("explain export");
  }

  @Test
  void carriesLicences() throws Exception {
    assertThat(installation.home().resolve("LICENSE")).content().contains("Apache License");
    List<String> listed = Files.readAllLines(installation.home().resolve("THIRD-PARTY.txt"));
    for (String jar : files(installation.home().resolve("lib"))) {
      if (jar.endsWith(".jar") && !jar.startsWith("attributable-")) {
        assertThat(listed).as(jar).anyMatch(line -> names(line, jar));
      }
    }
  }

  @Test
  void windowsHasALauncher() throws Exception {
    String script = Files.readString(installation.home().resolve("bin/attributable.bat"));
    assertThat(script).contains("\r\n", "lib\\*").doesNotContain("${");
  }

  /** Lines are such as: (Apache-2.0) picocli (info.picocli:picocli:4.7.7 - address). */
  private static boolean names(String line, String jar) {
    return Stream.of(line.split("[(: )]+"))
        .anyMatch(word -> !word.isEmpty() && jar.startsWith(word + "-"));
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
