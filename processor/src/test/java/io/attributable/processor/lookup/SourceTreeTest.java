package io.attributable.processor.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTreeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", ".git"})
  void endsAtTheOutermostProject(String projectFile) throws IOException {
    Path source = create("all/module/src/main/java/demo/X.java");
    create("all/" + projectFile);
    create("all/module/" + projectFile);
    assertThat(inside(SourceTree.foldersAround(source)))
        .containsExactly(
            "all/module/src/main/java/demo",
            "all/module/src/main/java",
            "all/module/src/main",
            "all/module/src",
            "all/module",
            "all");
  }

  @Test
  void usualFoldersForModelsFollowTheFolderTheyAreIn() throws IOException {
    Path source = create("target/stubs/X.java");
    create("pom.xml");
    create("models/a");
    create("src/main/resources/a");
    create("src/main/models/a");
    assertThat(inside(SourceTree.foldersAround(source)))
        .containsExactly(
            "target/stubs", "target", "", "models", "src/main/resources", "src/main/models");
  }

  @Test
  void withoutAProjectEndsAtTheRoot() throws IOException {
    Path source = create("a/X.java");
    List<Path> folders = SourceTree.foldersAround(source);
    assertThat(folders).startsWith(source.getParent(), folder).contains(folder.getRoot());
  }

  private Path create(String file) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "");
  }

  private List<String> inside(List<Path> folders) {
    return folders.stream().map(path -> folder.relativize(path).toString()).toList();
  }
}
