package io.attributable.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module of this project, as its {@code pom.xml} has it.
 *
 * @param name its folder, from the root of the project
 * @param published whether users get it from a repository
 * @param dependencies what its {@code pom.xml} lists, in that order
 */
public record MavenModule(
    String name, Path folder, String artifact, boolean published, List<Dependency> dependencies) {
  private static final String GROUP = "io.attributable";

  /** A dependency as it stands in a {@code pom.xml}; what is not said there is empty. */
  public record Dependency(String group, String artifact, String classifier, String scope) {
    private boolean isOfMainCode() {
      return !scope.equals("test");
    }
  }

  /**
   * All modules, from the root's {@code pom.xml} downwards, but for those that only hold others.
   */
  public static List<MavenModule> all() {
    Path root = Path.of(System.getProperty("project.root"));
    return below(root, root, true).toList();
  }

  private static Stream<MavenModule> below(Path root, Path folder, boolean published) {
    PomFile pom = PomFile.read(folder.resolve("pom.xml"));
    boolean here = published && !pom.text("properties", "maven.deploy.skip").equals("true");
    List<String> modules = pom.texts("modules", "module");
    return modules.isEmpty()
        ? Stream.of(of(root.relativize(folder).toString(), folder, here, pom))
        : modules.stream().flatMap(module -> below(root, folder.resolve(module), here));
  }

  private static MavenModule of(String name, Path folder, boolean published, PomFile pom) {
    List<Dependency> dependencies = new ArrayList<>();
    for (PomFile each : pom.all("dependencies", "dependency")) {
      dependencies.add(
          new Dependency(
              each.text("groupId"),
              each.text("artifactId"),
              each.text("classifier"),
              each.text("scope")));
    }
    return new MavenModule(name, folder, pom.text("artifactId"), published, dependencies);
  }

  /** The artifacts of this project that its main code may use. */
  public Set<String> uses() {
    return artifacts(dependencies.stream().filter(Dependency::isOfMainCode));
  }

  /** The artifacts of this project that are made before this one, for whatever use. */
  public Set<String> needs() {
    return artifacts(dependencies.stream());
  }

  private static Set<String> artifacts(Stream<Dependency> dependencies) {
    return dependencies
        .filter(dependency -> dependency.group().equals(GROUP))
        .map(Dependency::artifact)
        .collect(Collectors.toSet());
  }

  /** Whether it brings TensorFlow's native library, of hundreds of megabytes for one platform. */
  public boolean bringsNativeLibrary() {
    return dependencies.stream()
        .filter(Dependency::isOfMainCode)
        .anyMatch(
            dependency ->
                dependency.group().equals("org.tensorflow") && !dependency.classifier().isEmpty());
  }

  /** Whether it has code of its own beside tests. */
  public boolean hasMainCode() {
    return !sources().isEmpty();
  }

  /** Its hand-written files in Java and Kotlin, but for those of tests. */
  public List<Path> sources() {
    Path main = folder.resolve("src/main");
    if (!Files.isDirectory(main)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(main)) {
      return files.filter(file -> file.toString().matches(".*\\.(java|kt)")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the compiler puts its classes. */
  public Path classes() {
    return folder.resolve("target/classes");
  }

  @Override
  public String toString() {
    return name;
  }
}
