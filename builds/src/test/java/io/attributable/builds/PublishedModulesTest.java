package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published is published whole: each module stands in the BOM and has a stable name. */
class PublishedModulesTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern OURS =
      Pattern.compile("<groupId>io.attributable</groupId>\\s*<artifactId>attributable-([a-z-]+)<");
  private static final Pattern TENSORFLOW =
      Pattern.compile("<tensorflow.version>([^<]+)</tensorflow.version>");

  @Test
  void theBomHasAllPublishedModulesAndNoOthers() throws IOException {
    List<String> listed = found(OURS, "bom/pom.xml");
    assertThat(listed)
        .filteredOn(name -> !name.equals("bom"))
        .containsExactlyInAnyOrderElementsOf(published());
    assertThat(Repository.MODULES).containsExactlyInAnyOrderElementsOf(published());
  }

  @Test
  void theBomHasTheVersionsOfTheModules() throws IOException {
    assertThat(read("bom/pom.xml")).contains("<version>" + Settings.version() + "</version>");
    assertThat(found(TENSORFLOW, "bom/pom.xml")).isEqualTo(found(TENSORFLOW, "pom.xml"));
  }

  /** A name that comes of a jar's file name would be another one after a renaming. */
  @ParameterizedTest
  @MethodSource("published")
  void modulesHaveStableNames(String module) throws IOException {
    Path jar =
        Settings.root()
            .resolve(module + "/target/attributable-" + module + "-" + Settings.version() + ".jar");
    String name = ModuleFinder.of(jar).findAll().iterator().next().descriptor().name();
    assertThat(name).startsWith("io.attributable");
    try (JarFile file = new JarFile(jar.toFile())) {
      boolean descriptor = file.getEntry("module-info.class") != null;
      String automatic = file.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
      assertThat(descriptor || name.equals(automatic)).as(name).isTrue();
    }
  }

  static List<String> published() throws IOException {
    return found(MODULE, "pom.xml").stream()
        .filter(module -> !module.equals("bom"))
        .filter(module -> !read(module + "/pom.xml").contains("<maven.deploy.skip>true<"))
        .toList();
  }

  private static List<String> found(Pattern pattern, String path) throws IOException {
    return pattern.matcher(read(path)).results().map(match -> match.group(1)).toList();
  }

  private static String read(String path) {
    try {
      return Files.readString(Settings.root().resolve(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
