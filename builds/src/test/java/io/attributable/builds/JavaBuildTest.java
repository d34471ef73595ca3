package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Maven build of the README, and what the pages show in Java, to the letter. */
@Tag("slow")
class JavaBuildTest {
  private static final String MAIN =
      """
      public final class Main {
        public static void main(String[] arguments) throws Exception {
          FloatNdArray pixels = NdArrays.ofFloats(Shape.of(1, 8, 8, 1));
          typed(pixels);
          untyped(pixels);
          export();
          exportWithSteps();
          served();
          inCode(NdArrays.ofFloats(Shape.of(2, 2)));
          System.out.println("explained");
        }

        static void typed(FloatNdArray pixels) {
      %s
        }

        static void untyped(FloatNdArray pixels) {
      %s
        }

        static void export() throws Exception {
      %s
        }

        static void exportWithSteps() throws Exception {
      %s
        }

        static void served() {
          DigitsExplainer served =
      %s;
          served.close();
        }

        static void inCode(FloatNdArray points) {
      %s
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void whatThePagesShowCompilesAndRuns() throws Exception {
    Page readme = Page.of("README.md");
    Project project =
        Newcomer.java(new Project(folder, Repository.withModules()))
            .file("pom.xml", pom(readme.code("xml", "annotationProcessorPaths")))
            .file("src/main/java/demo/Digits.java", Sources.annotated(digits()))
            .file("src/main/java/demo/SpiralNet.java", Sources.java(spiralNet()))
            .file("src/main/java/demo/Main.java", Sources.java(main(readme)))
            .model("models/digits");

    Project.Outcome built = project.maven(Project.COMPILE_AND_WRITE_CLASS_PATH);
    assertThat(built.exit()).as(built.output()).isZero();
    assertThat(run(project, "demo.Main")).endsWith("explained\n");
    assertThat(run(project, "reasons.Main")).contains(Newcomer.FIRST_REASON);
  }

  @Test
  void modelsOfAnotherFolder() throws IOException {
    Project project =
        new Project(folder, Repository.withModules())
            .file("pom.xml", pom(Page.of("docs/options.md").code("xml", "<compilerArgs>")))
            .file("src/main/java/demo/Digits.java", Sources.annotated(digits()))
            .model("nets/models/digits");

    Project.Outcome built = project.maven("compile");
    assertThat(built.exit()).as(built.output()).isZero();
    assertThat(project.path("target/classes/demo/DigitsExplainer.class")).exists();
  }

  private static String run(Project project, String main) throws Exception {
    String classPath = project.path("target/classes") + File.pathSeparator + project.classPath();
    return project.run("java", "-cp", classPath, main).output();
  }

  private static String pom(String plugin) throws IOException {
    return Pom.withPlugins(
        Newcomer.INPUTS + Page.of("README.md").code("xml", "<dependency>"), plugin);
  }

  static String digits() throws IOException {
    return Page.of("README.md").code("java", "interface Digits");
  }

  private static String spiralNet() throws IOException {
    return Page.of("docs/models-in-code.md").code("java", "class SpiralNet");
  }

  private static String main(Page readme) throws IOException {
    Page serving = Page.of("docs/serving.md");
    return MAIN.formatted(
        readme.code("java", "DigitsExplainer.load"),
        readme.code("java", "AttributableModel.load"),
        serving.code("java", ".modes("),
        serving.code("java", "IntegratedGradients"),
        serving.code("java", "servedBy"),
        Page.of("docs/models-in-code.md").code("java", "new SpiralNetRecorded"));
  }
}
