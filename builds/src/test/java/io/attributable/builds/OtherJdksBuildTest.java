package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build of the README by the newer JDKs that lie beside the one of this build. */
@Tag("consumers")
class OtherJdksBuildTest {
  private static final String MAIN =
      """
      public final class Main {
        public static void main(String[] arguments) {
          FloatNdArray pixels = NdArrays.ofFloats(Shape.of(1, 8, 8, 1));
      %s
          System.out.println("explained on " + Runtime.version().feature());
        }
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {21, 25})
  void compilesAndRuns(int feature) throws Exception {
    Optional<Path> jdk = jdk(feature);
    assumeThat(jdk).as("a JDK " + feature).isPresent();
    Page readme = Page.of("README.md");
    Project project =
        new Project(folder, Repository.withModules())
            .on(jdk.orElseThrow())
            .file(
                "pom.xml",
                Pom.withPlugins(
                    readme.code("xml", "<dependency>"),
                    readme.code("xml", "annotationProcessorPaths")))
            .file("src/main/java/demo/Digits.java", Sources.annotated(JavaBuildTest.digits()))
            .file(
                "src/main/java/demo/Main.java",
                Sources.java(MAIN.formatted(readme.code("java", "DigitsExplainer.load"))))
            .model("models/digits");

    Project.Outcome built = project.maven(Project.COMPILE_AND_WRITE_CLASS_PATH);
    assertThat(built.exit()).as(built.output()).isZero();
    Project.Outcome ran = project.run("java", arguments(feature, project));
    assertThat(ran.output())
        .doesNotContain("restricted", "sun.misc.Unsafe")
        .endsWith("explained on " + feature + "\n");
  }

  private static String[] arguments(int feature, Project project) throws IOException {
    String classes = project.path("target/classes") + File.pathSeparator + project.classPath();
    List<String> quiet =
        feature < 24
            ? List.of()
            : List.of(
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    return Stream.concat(quiet.stream(), Stream.of("-cp", classes, "demo.Main"))
        .toArray(String[]::new);
  }

  private static Optional<Path> jdk(int feature) throws IOException {
    Path here = Path.of(System.getProperty("java.home"));
    try (Stream<Path> beside = Files.list(here.getParent())) {
      return beside.sorted().filter(jdk -> isJdk(jdk, feature)).findFirst();
    }
  }

  private static boolean isJdk(Path jdk, int feature) {
    try {
      return Files.exists(jdk.resolve("bin/javac"))
          && Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"" + feature);
    } catch (IOException none) {
      return false;
    }
  }
}
