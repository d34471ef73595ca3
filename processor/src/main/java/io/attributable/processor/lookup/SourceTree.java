package io.attributable.processor.lookup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders around a file of a project. Tools that compile before they copy resources (kapt on a
 * clean build), or that keep them elsewhere, still have the model next to the sources.
 */
final class SourceTree {
  private static final List<String> PROJECT_FILES =
      List.of(
          "pom.xml",
          "build.gradle",
          "build.gradle.kts",
          "settings.gradle",
          "settings.gradle.kts",
          ".git");

  /** Folders of resources and models below a folder above the sources. */
  private static final List<String> MODEL_FOLDERS =
      List.of("resources", "models", "src/main/resources", "src/main/models");

  private SourceTree() {}

  /**
   * Every folder above the file, nearest first, each followed by the usual folders for models in
   * it. Ends at the outermost project that holds the file, or at the root where there is no
   * project.
   */
  static List<Path> foldersAround(Path file) {
    return above(file).stream().flatMap(SourceTree::withModelFolders).toList();
  }

  /** The nearest folder above the file that a build tool takes for a project. */
  static Optional<Path> project(Path file) {
    Path folder = parent(file);
    while (folder != null && PROJECT_FILES.stream().map(folder::resolve).noneMatch(Files::exists)) {
      folder = folder.getParent();
    }
    return Optional.ofNullable(folder);
  }

  private static List<Path> above(Path file) {
    List<Path> folders = new ArrayList<>();
    int project = 0;
    for (Path folder = parent(file); folder != null; folder = folder.getParent()) {
      folders.add(folder);
      if (PROJECT_FILES.stream().map(folder::resolve).anyMatch(Files::exists)) {
        project = folders.size();
      }
    }
    return project == 0 ? folders : folders.subList(0, project);
  }

  private static @Nullable Path parent(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }

  private static Stream<Path> withModelFolders(Path folder) {
    return Stream.concat(
        Stream.of(folder), MODEL_FOLDERS.stream().map(folder::resolve).filter(Files::isDirectory));
  }
}
