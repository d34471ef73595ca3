package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that have to fail, with what the pages promise to be said. */
class ErrorBuildTest {
  private static final String MISSING =
      """
      package demo;

      import io.attributable.*;

      @AttributedModel(savedModel = "models/elsewhere")
      interface Elsewhere {
        @Attributable(layer = "conv3")
        Layer shapes();
      }
      """;

  @TempDir private Path folder;

  @Test
  void anUnknownLayerAndAMissingModel() throws IOException {
    Page readme = Page.of("README.md");
    String misspelt = JavaBuildTest.digits().replace("conv3", "conv4");
    Project project =
        new Project(folder, Repository.withModules())
            .file(
                "pom.xml",
                Pom.withPlugins(
                    readme.code("xml", "<dependency>"),
                    readme.code("xml", "annotationProcessorPaths")))
            .file("src/main/java/demo/Digits.java", Sources.annotated(misspelt))
            .file("src/main/java/demo/Elsewhere.java", MISSING)
            .model("models/digits");

    Project.Outcome built = project.maven("compile");
    assertThat(built.exit()).isNotZero();
    assertThat(built.output()).contains(readme.code("", "[UnknownLayer]").strip());
    assertThat(built.output())
        .containsPattern("Elsewhere\\.java:\\[5,31] \\[ModelNotFound] .*models/elsewhere");
  }
}
