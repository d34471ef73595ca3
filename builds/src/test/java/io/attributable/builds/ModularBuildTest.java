package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires ours, and nothing else. */
@Tag("slow")
class ModularBuildTest {
  /** What the processor is made of. */
  private static final Pattern PROCESSOR =
      Pattern.compile(
          ".*/(attributable-(processor|graph|api)|javapoet|ndarray|tensorflow-core-native|javacpp"
              + "|protobuf-java|jspecify)-[0-9][^/]*\\.jar");

  private static final String LINT =
      """
      <showWarnings>true</showWarnings>
      <compilerArgs>
        <arg>-Xlint:all</arg>
        <arg>-Werror</arg>
      </compilerArgs>
      """;

  private static final String MAIN =
      """
      public final class Main {
        private Main() {}

        public static void main(String[] arguments) {
          FloatNdArray pixels = NdArrays.ofFloats(Shape.of(1, 8, 8, 1));
      %s
      %s
          Module graph = ModuleLayer.boot().findModule("io.attributable.graph").orElseThrow();
          boolean reads = Main.class.getModule().canRead(graph);
          System.out.println(Main.class.getModule() + " explained, reads graphs: " + reads);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void requiresOurModulesAlone() throws Exception {
    Page readme = Page.of("README.md");
    String plugin = readme.code("xml", "annotationProcessorPaths");
    Project project =
        project()
            .file(
                "pom.xml",
                Pom.withPlugins(
                    readme.code("xml", "<dependency>"),
                    Pom.insert(LINT, "</configuration>", plugin)));

    Project.Outcome built = project.maven(Project.COMPILE_AND_WRITE_CLASS_PATH);
    assertThat(built.exit()).as(built.output()).isZero();
    String modules = project.path("target/classes") + File.pathSeparator + project.classPath();
    assertThat(project.run("java", "-p", modules, "-m", "demo/demo.Main").output())
        .contains("\nimage float32 [?,8,8,1]\n", "\nconv1 [")
        .endsWith("module demo explained, reads graphs: false\n");
  }

  /** Compiled as a module, by the service that its descriptor names. */
  @Test
  void theProcessorIsAModule() throws Exception {
    Project project = project();
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> jar.endsWith(".jar"))
            .toList();
    String processor =
        jars.stream()
            .filter(jar -> PROCESSOR.matcher(jar.replace('\\', '/')).matches())
            .collect(Collectors.joining(File.pathSeparator));

    Project.Outcome compiled =
        project.run(
            "javac",
            "-Xlint:all",
            "-Werror",
            "--processor-module-path",
            processor,
            "-p",
            String.join(File.pathSeparator, jars),
            "-d",
            "classes",
            "src/main/java/module-info.java",
            "src/main/java/demo/Digits.java",
            "src/main/java/demo/Main.java");
    assertThat(compiled.output()).isEmpty();
    assertThat(project.path("classes/demo/DigitsExplainer.class")).exists();
  }

  private Project project() throws IOException {
    Page readme = Page.of("README.md");
    return new Project(folder, Repository.withModules())
        .file(
            "src/main/java/module-info.java",
            Page.of("docs/builds.md").code("java", "requires transitive"))
        .file("src/main/java/demo/Digits.java", Sources.annotated(JavaBuildTest.digits()))
        .file(
            "src/main/java/demo/Main.java",
            Sources.java(
                MAIN.formatted(
                    readme.code("java", "DigitsExplainer.load"),
                    Page.of("docs/running.md").code("java", "defaultSignature"))))
        .model("models/digits");
  }
}
