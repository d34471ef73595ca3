package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project in which every warning is an error, with Error Prone and NullAway. */
@Tag("slow")
class StrictBuildTest {
  /** The first one known whose doclint does not ask for comments on the components of a record. */
  private static final int READS_RECORDS = 25;

  private static final String ARGUMENTS =
      """
      <showWarnings>true</showWarnings>
      <compilerArgs>
        <arg>-Xlint:all</arg>
        <arg>-Xdoclint:all%s</arg>
        <arg>-Werror</arg>
        <arg>-Aattributable.validation=warn</arg>
        <arg>-XDcompilePolicy=simple</arg>
        <arg>--should-stop=ifError=FLOW</arg>
        <arg>-XDaddTypeAnnotationsToSymbol=true</arg>
        <arg>-Xplugin:ErrorProne -Xep:NullAway:ERROR -XepOpt:NullAway:OnlyNullMarked=true</arg>
      </compilerArgs>
      """;

  private static final String CHECKERS =
      """
      <path>
        <groupId>com.google.errorprone</groupId>
        <artifactId>error_prone_core</artifactId>
        <version>%s</version>
      </path>
      <path>
        <groupId>com.uber.nullaway</groupId>
        <artifactId>nullaway</artifactId>
        <version>%s</version>
      </path>
      """;

  private static final String PACKAGE =
      """
      /** A package. */
      @NullMarked
      package demo;

      import org.jspecify.annotations.NullMarked;
      """;

  private static final String TEST =
      """
      package demo;

      /** A test, in which nothing is annotated for the processor. */
      final class PlainTest {
        /** A test. */
        PlainTest() {}

        @Override
        public String toString() {
          return "plain";
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void nothingIsWarnedOf() throws IOException {
    Page readme = Page.of("README.md");
    Project project =
        new Project(folder, Repository.withModules())
            .file(".mvn/jvm.config", Files.readString(Settings.root().resolve(".mvn/jvm.config")))
            .file("pom.xml", Pom.withPlugins(readme.code("xml", "<dependency>"), plugin(readme)))
            .file("src/main/java/demo/Digits.java", Sources.documented(JavaBuildTest.digits()))
            .file("src/main/java/demo/package-info.java", PACKAGE)
            .file("src/test/java/demo/PlainTest.java", TEST)
            .model("models/digits");

    Project.Outcome built = project.maven("test-compile");
    assertThat(built.exit()).as(built.output()).isZero();
    assertThat(built.output()).doesNotContain("WARNING");
    assertThat(project.path("target/classes/demo/DigitsExplainer.class")).exists();
  }

  private static String plugin(Page readme) {
    String plugin = readme.code("xml", "annotationProcessorPaths");
    String access = Runtime.version().feature() < READS_RECORDS ? "/protected" : "";
    String checkers =
        CHECKERS.formatted(
            System.getProperty("builds.errorprone"), System.getProperty("builds.nullaway"));
    return Pom.insert(
        ARGUMENTS.formatted(access),
        "</configuration>",
        Pom.insert(checkers, "</annotationProcessorPaths>", plugin));
  }
}
