package io.attributable.builds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository in the target folder that has the modules as they were just packaged. All else
 * is that of the build that runs the tests, by links, so that nothing is downloaded or copied
 * twice, and so that no module of ours ends up where other projects would find it.
 */
final class Repository {
  private static final List<String> MODULES =
      List.of(
          "api",
          "graph",
          "npy",
          "regions",
          "inputs",
          "tokenizers",
          "pictures",
          "metrics",
          "report",
          "tf-backend",
          "requests",
          "processor",
          "observability",
          "evidence",
          "evaluation",
          "junit",
          "kotlin",
          "server",
          "spark");

  private final Path folder;

  private Repository(Path folder) {
    this.folder = folder;
  }

  static Repository withModules() throws IOException {
    Repository repository = new Repository(Settings.target().resolve("repository"));
    Path shared = Settings.localRepository();
    Path ours = repository.folder.resolve("io/attributable");
    delete(ours);
    Files.createDirectories(ours);
    link(shared, repository.folder, "io");
    link(shared.resolve("io"), repository.folder.resolve("io"), "attributable");
    repository.install("parent", Settings.root());
    for (String module : MODULES) {
      repository.install(module, Settings.root().resolve(module));
    }
    return repository;
  }

  Path folder() {
    return folder;
  }

  private void install(String module, Path source) throws IOException {
    String name = "attributable-" + module + "-" + Settings.version();
    Path place =
        Files.createDirectories(
            folder.resolve("io/attributable/attributable-" + module).resolve(Settings.version()));
    Files.copy(source.resolve("pom.xml"), place.resolve(name + ".pom"));
    if (!module.equals("parent")) {
      Files.copy(source.resolve("target/" + name + ".jar"), place.resolve(name + ".jar"));
    }
  }

  private static void link(Path from, Path into, String except) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> folders = Files.list(from)) {
      for (Path target : folders.filter(Files::isDirectory).toList()) {
        Path link = into.resolve(target.getFileName());
        if (!link.endsWith(except) && !Files.exists(link)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, target.toAbsolutePath());
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
