package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Maven build of docs/kotlin.md in an empty folder. */
@Tag("slow")
class KotlinBuildTest {
  private static final String PIXELS =
      """
      val pixels = io.attributable.kotlin.floatNdArray(1, 8, 8, 1) { 0.5f }
      """;

  private static final String NET_IMPORTS =
      """
      package demo

      import io.attributable.Attributable
      import io.attributable.AttributedModel
      import io.attributable.Forward
      import org.tensorflow.Operand
      import org.tensorflow.op.Ops
      import org.tensorflow.types.TFloat32

      """;

  @TempDir private Path folder;

  @Test
  void whatThePageShowsCompilesAndRuns() throws Exception {
    Page page = Page.of("docs/kotlin.md");
    String net = Page.of("docs/models-in-code.md").code("kotlin", "class SpiralNet");
    Project project =
        Newcomer.kotlin(project(page.code("xml", "<sourceDirectory>")))
            .file("src/main/kotlin/demo/SpiralNet.kt", NET_IMPORTS + net)
            .file("src/main/kotlin/demo/Main.kt", main(page))
            .model("models/digits");

    Project.Outcome built = project.maven(Project.COMPILE_AND_WRITE_CLASS_PATH);
    assertThat(built.exit()).as(built.output()).isZero();
    assertThat(project.path("target/classes/demo/SpiralNetExplainer.class")).exists();
    assertThat(run(project, "demo.MainKt")).endsWith("explained\n");
    assertThat(run(project, "reasons.MainKt")).contains(Newcomer.FIRST_REASON);
  }

  @Test
  void modelsOfAnotherFolder() throws IOException {
    String kapt = Page.of("docs/options.md").code("xml", "<processorArg>");
    String build = Page.of("docs/kotlin.md").code("xml", "<sourceDirectory>");
    Project project =
        project(Pom.insert(kapt, "<annotationProcessorPaths>", build)).model("nets/models/digits");

    Project.Outcome built = project.maven("compile");
    assertThat(built.exit()).as(built.output()).isZero();
    assertThat(project.path("target/classes/demo/DigitsExplainer.class")).exists();
  }

  private static String run(Project project, String main) throws Exception {
    String classPath = project.path("target/classes") + File.pathSeparator + project.classPath();
    return project.run("java", "-cp", classPath, main).output();
  }

  private Project project(String build) throws IOException {
    Page page = Page.of("docs/kotlin.md");
    return new Project(folder, Repository.withModules())
        .file("pom.xml", Pom.of(Newcomer.INPUTS + page.code("xml", "<dependency>"), build))
        .file(
            "src/main/kotlin/demo/Digits.kt",
            "package demo\n\n" + page.code("kotlin", "interface Digits"));
  }

  private static String main(Page page) {
    return Sources.kotlinMain(
        "import java.nio.file.Path\n" + page.code("kotlin", "DigitsExplainer.load(Path.of("),
        PIXELS);
  }
}
