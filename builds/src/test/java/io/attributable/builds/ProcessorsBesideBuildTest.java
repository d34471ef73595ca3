package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other processors in the same compilation, behind ours: each has its turn. */
class ProcessorsBesideBuildTest {
  private static final Pattern PATHS =
      Pattern.compile("<annotationProcessorPaths>.*</annotationProcessorPaths>", Pattern.DOTALL);

  private static final String DEPENDENCIES =
      """
      <dependency>
        <groupId>org.projectlombok</groupId>
        <artifactId>lombok</artifactId>
        <version>1.18.42</version>
        <scope>provided</scope>
      </dependency>
      <dependency>
        <groupId>org.mapstruct</groupId>
        <artifactId>mapstruct</artifactId>
        <version>1.6.3</version>
      </dependency>
      """;

  private static final String MAPPER =
      """
      package demo;

      import lombok.Data;
      import org.mapstruct.Mapper;

      @Mapper
      interface PointMapper {
        To map(From from);

        @Data
        class From {
          private int x;
        }

        @Data
        class To {
          private int x;
        }

        static Class<?> explainer() {
          return DigitsExplainer.class;
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void lombokAndMapStruct() throws IOException {
    Page readme = Page.of("README.md");
    String plugin = readme.code("xml", "annotationProcessorPaths");
    String all = Page.of("docs/builds.md").code("xml", "lombok-mapstruct-binding");
    Project project =
        new Project(folder, Repository.withModules())
            .file(
                "pom.xml",
                Pom.withPlugins(
                    readme.code("xml", "<dependency>") + DEPENDENCIES,
                    PATHS.matcher(plugin).replaceFirst(all)))
            .file("src/main/java/demo/Digits.java", Sources.annotated(JavaBuildTest.digits()))
            .file("src/main/java/demo/PointMapper.java", MAPPER)
            .model("models/digits");

    Project.Outcome built = project.maven("compile");
    assertThat(built.exit()).as(built.output()).isZero();
    assertThat(project.path("target/classes/demo/DigitsExplainer.class")).exists();
    assertThat(project.path("target/generated-sources/annotations/demo/PointMapperImpl.java"))
        .content()
        .contains("to.setX( from.getX() )");
  }
}
