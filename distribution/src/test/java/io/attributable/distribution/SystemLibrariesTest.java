package io.attributable.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What native libraries need of the system is in the container, and in the table of its page. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SystemLibrariesTest {
  /** The package that has a library, on Debian. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "libc.so.6", "libc6",
          "libm.so.6", "libc6",
          "libdl.so.2", "libc6",
          "libpthread.so.0", "libc6",
          "librt.so.1", "libc6",
          "ld-linux-x86-64.so.2", "libc6",
          "libstdc++.so.6", "libstdc++6",
          "libgcc_s.so.1", "libgcc-s1");

  private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(.+)]");
  private static final Predicate<String> OF_THIS_MACHINE =
      Pattern.compile("(?i).*/linux[-/]x86[-_]64/.*\\.so[.0-9]*").asMatchPredicate();

  @TempDir private Path folder;

  @Test
  void theContainerHasWhatNativeLibrariesNeed() throws Exception {
    assumeThat(Stream.of("/usr/bin/readelf", "/bin/readelf").map(Path::of))
        .as("readelf")
        .anyMatch(Files::exists);
    Installation installation = Installation.of(Installation.archives().get(0), folder);
    Set<String> brought = new HashSet<>();
    Set<String> needed = new TreeSet<>();
    for (Path jar : jars(installation)) {
      read(jar, installation, brought, needed);
    }
    needed.removeAll(brought);
    assertThat(brought).contains("libtensorflow_cc.so.2", "libtokenizers.so");
    assertThat(PACKAGES).containsKeys(needed.toArray(String[]::new));
    holds(needed);
  }

  private static void holds(Set<String> needed) throws IOException {
    Path root = Path.of(System.getProperty("project.root"));
    String container = Files.readString(root.resolve("Containerfile"));
    String page = Files.readString(root.resolve("docs/distribution.md"));
    for (String library : needed) {
      String source = PACKAGES.get(library);
      if (!"libc6".equals(source)) { // Every image has it.
        assertThat(container).contains(" " + source);
      }
      if (!library.startsWith("ld-")) {
        assertThat(page).contains("`" + library + "`").contains("`" + source + "`");
      }
    }
  }

  private void read(Path jar, Installation installation, Set<String> brought, Set<String> needed)
      throws Exception {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> libraries =
          file.stream().filter(entry -> OF_THIS_MACHINE.test(entry.getName())).toList();
      for (JarEntry library : libraries) {
        String name = library.getName().substring(library.getName().lastIndexOf('/') + 1);
        Path copy = folder.resolve(name);
        Files.copy(file.getInputStream(library), copy);
        brought.add(name);
        String headers =
            installation.run(List.of("readelf", "-d", copy.toString()), Map.of()).out();
        NEEDED.matcher(headers).results().forEach(match -> needed.add(match.group(1)));
        Files.delete(copy);
      }
    }
  }

  private static List<Path> jars(Installation installation) throws IOException {
    try (Stream<Path> files = Files.list(installation.home().resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }
}
