package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that draws, and requires nothing else: where modules are, libraries must be named. */
class PicturesBuildTest {
  private static final String MAIN =
      """
      package demo;

      import io.attributable.pictures.Picture;
      import io.attributable.pictures.TokenPicture;
      import java.util.List;
      import org.tensorflow.ndarray.StdArrays;

      public final class Main {
        private Main() {}

        public static void main(String[] arguments) {
          float[] values = {1, -2};
          Picture picture = TokenPicture.of(List.of("not", "bad"), StdArrays.ndCopyOf(values)).draw();
          System.out.println(picture.png().length > 100 ? picture.altText() : "nothing");
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void picturesAreDrawnOnTheModulePath() throws Exception {
    Project project =
        new Project(folder, Repository.withModules())
            .file("module-info.java", "module demo { requires io.attributable.pictures; }")
            .file("demo/Main.java", MAIN);
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> jar.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));

    Project.Outcome compiled =
        project.run(
            "javac",
            "-Xlint:all",
            "-Werror",
            "-p",
            jars,
            "-d",
            "classes", //
            "module-info.java",
            "demo/Main.java");
    assertThat(compiled.output()).isEmpty();
    String modules = project.path("classes") + File.pathSeparator + jars;
    assertThat(
            project
                .run("java", "-Djava.awt.headless=true", "-p", modules, "-m", "demo/demo.Main")
                .output()
                .strip())
        .endsWith(
            "Text of 2 tokens, shaded by their attribution: not bad. Largest: “bad” −2, “not” +1.");
  }
}
