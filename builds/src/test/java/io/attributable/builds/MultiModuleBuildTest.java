package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of two modules: one has the model, the other explains it; versions are the BOM's. */
@Tag("slow")
class MultiModuleBuildTest {
  private static final String PARENT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>demo</groupId>
        <artifactId>parent</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>
          <module>model</module>
          <module>app</module>
        </modules>
        <properties>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        %s
        <build>
          <pluginManagement>
            <plugins>
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.14.0</version>
              </plugin>
              <plugin>
                <artifactId>maven-surefire-plugin</artifactId>
                <version>3.5.4</version>
              </plugin>
              <plugin>
                <artifactId>maven-jar-plugin</artifactId>
                <version>3.4.2</version>
              </plugin>
            </plugins>
          </pluginManagement>
        </build>
      </project>
      """;

  private static final String MODULE =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>demo</groupId>
          <artifactId>parent</artifactId>
          <version>1</version>
        </parent>
        <artifactId>%s</artifactId>
        %s
      </project>
      """;

  private static final String MODEL =
      """
      <dependency>
        <groupId>demo</groupId>
        <artifactId>model</artifactId>
        <version>1</version>
      </dependency>
      """;

  private static final String MAIN =
      """
      package demo;

      import io.attributable.Target;
      import io.attributable.tensorflow.*;
      import org.tensorflow.ndarray.NdArrays;
      import org.tensorflow.ndarray.Shape;

      public final class Main {
        public static void main(String[] arguments) {
          try (DigitsExplainer explainer = DigitsExplainer.loadResource()) {
            var pixels = NdArrays.ofFloats(Shape.of(1, 8, 8, 1));
            explainer.shapes().image(pixels).target(Target.of(7)).attribute();
          }
          System.out.println("explained");
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void theModelComesWithAnotherModulesJar() throws Exception {
    Project project = project();
    Project.Outcome built =
        project.maven(
            "package",
            "-Dmaven.test.skip=true",
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
            "-Dmdep.outputFile=target/classpath.txt");
    assertThat(built.exit()).as(built.output()).isZero();
    Project app = new Project(folder.resolve("app"), Repository.withModules());
    Project.Outcome ran =
        app.run(
            "java",
            "-cp",
            app.path("target/classes") + File.pathSeparator + app.classPath(),
            "demo.Main");
    assertThat(ran.output()).endsWith("explained\n");
  }

  private Project project() throws IOException {
    Page readme = Page.of("README.md");
    String processor = withoutVersion(readme.code("xml", "annotationProcessorPaths"));
    String dependencies = withoutVersion(readme.code("xml", "<dependency>"));
    return new Project(folder, Repository.withModules())
        .file(
            "pom.xml", PARENT.formatted(Page.of("docs/builds.md").code("xml", "attributable-bom")))
        .file("model/pom.xml", MODULE.formatted("model", ""))
        .model("model/src/main/resources/models/digits")
        .file("app/pom.xml", MODULE.formatted("app", app(dependencies + MODEL, processor)))
        .file("app/src/main/java/demo/Digits.java", Sources.annotated(JavaBuildTest.digits()))
        .file("app/src/main/java/demo/Main.java", MAIN);
  }

  private static String app(String dependencies, String processor) {
    return "<dependencies>"
        + dependencies.replace("linux-x86_64", Settings.classifier())
        + "</dependencies><build><plugins>"
        + processor
        + "</plugins></build>";
  }

  /**
   * Takes out the versions of ours and of TensorFlow's, which are the BOM's; plugins have theirs.
   */
  private static String withoutVersion(String xml) {
    return xml.replaceAll(
        "(?s)(<artifactId>(?:attributable|tensorflow)-[a-z-]+</artifactId>)"
            + "\\s*<version>[^<]*</version>",
        "$1");
  }
}
