package io.attributable.processor.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import io.attributable.processor.harness.WrappedProcessor;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row per place a model may lie in and per tool that compiles. */
class ModelLookupTest {
  private static final String MODEL = "nets/digits/saved_model.pb";

  @TempDir private Path project;

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("rowsOnTools")
  void modelIsFound(Row row, Tool tool) throws IOException {
    Path source = project.resolve(row.source);
    write(source, Files.readAllBytes(Sources.at("lookup/demo/Somewhere.java")));
    write(
        project.resolve(row.model),
        Files.readAllBytes(Fixtures.model("digits").resolve("saved_model.pb")));
    for (String file : row.others) {
      write(project.resolve(file), new byte[0]);
    }
    Compilation compilation = Compilation.with(tool, project.resolve(row.output));
    Compilation.Result result = row.options.apply(compilation, project).run(source);

    assertThat(result.messages()).isEmpty();
    assertThat(result.generated()).containsKey("demo/SomewhereExplainer.java");
  }

  static Stream<Arguments> rowsOnTools() {
    return rows()
        .flatMap(
            row ->
                Stream.of(Tool.values())
                    .filter(row.tools::contains)
                    .map(tool -> Arguments.of(row, tool)));
  }

  private static Stream<Row> rows() {
    return Stream.of(
        row("in a folder of the option", "else/" + MODEL)
            .with((run, at) -> run.processorOption("attributable.models.dirs", at.resolve("else"))),
        row("on the source path", "else/" + MODEL)
            .with((run, at) -> run.option("-sourcepath", at.resolve("else").toString())),
        row("in the class output, where resources were copied", "target/classes/" + MODEL),
        row("in a folder of the class path", "else/" + MODEL)
            .with((run, at) -> run.classPath(at.resolve("else"))),
        row("in an archive of the class path", "else/" + MODEL)
            .with((run, at) -> run.classPath(jar(at))),
        row("in the project", MODEL),
        row("in the project's models", "models/" + MODEL),
        row("in the resources, not copied yet", "src/main/resources/" + MODEL),
        row("in the models of the sources", "src/main/models/" + MODEL),
        row("in the project around the project", MODEL)
            .source("module/src/main/java/demo/Somewhere.java", "module/target")
            .and("pom.xml", "module/pom.xml"),
        row("kapt, clean build", "src/main/resources/" + MODEL)
            .source("target/kaptStubs/compile/demo/Somewhere.java", "target"),
        row("Gradle with kapt", "src/main/resources/" + MODEL)
            .source("build/tmp/kapt3/stubs/main/demo/Somewhere.java", "build/classes/java/main")
            .and("build.gradle.kts"),
        row("output elsewhere, so that only the source tells", MODEL)
            .source("module/src/main/java/demo/Somewhere.java", "../output")
            .and("module/pom.xml", "pom.xml")
            .on(Tool.JAVAC),
        row("source elsewhere, so that only the output tells", "inner/" + MODEL)
            .source("generated/demo/Somewhere.java", "inner/target")
            .and("inner/pom.xml")
            .on(Tool.JAVAC),
        row("build tool that wraps the compiler", "inner/" + MODEL)
            .source("inner/src/main/java/demo/Somewhere.java", "inner/build/classes")
            .and("inner/build.gradle")
            .with((run, at) -> run.processors(new WrappedProcessor())));
  }

  @Test
  void notFoundNamesModelsThatMayHaveBeenMeant() throws IOException {
    Path source = project.resolve("src/main/java/demo/Somewhere.java");
    write(source, Files.readAllBytes(Sources.at("lookup/demo/Somewhere.java")));
    write(project.resolve("pom.xml"), new byte[0]);
    write(project.resolve("src/main/resources/nets/digit/saved_model.pb"), new byte[0]);
    Compilation.Result result = Compilation.with(Tool.JAVAC, project.resolve("target")).run(source);
    assertThat(result.messages())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.text())
                    .startsWith("[ModelNotFound] SavedModel \"nets/digits\" not found. ")
                    .contains(". Did you mean \"nets/digit\"? Set -A"));
  }

  @Test
  void notFoundListsEveryPlaceTried() throws IOException {
    Path source = project.resolve("src/main/java/demo/Somewhere.java");
    write(source, Files.readAllBytes(Sources.at("lookup/demo/Somewhere.java")));
    write(project.resolve("pom.xml"), new byte[0]);
    write(project.resolve("src/main/resources/other"), new byte[0]);
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, project.resolve("target"))
            .processorOption("attributable.models.dirs", project.resolve("option"))
            .run(source);

    assertThat(result.messages())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.text())
                    .isEqualTo(
                        ErrorCode.MODEL_NOT_FOUND.message(
                            "nets/digits",
                            String.join(
                                ", ",
                                places("option"),
                                "SOURCE_PATH, CLASS_OUTPUT, CLASS_PATH",
                                places("src/main/java/demo"),
                                places("src/main/java"),
                                places("src/main"),
                                places("src/main/resources"),
                                places("src"),
                                places("."),
                                places("target/classes"),
                                places("target")),
                            "Set -Aattributable.models.dirs to the absolute folder that the path"
                                + " starts in.")));
  }

  private String places(String folder) {
    return project.resolve(folder).resolve("nets/digits").normalize().toString();
  }

  private static Path jar(Path project) {
    Path jar = project.resolve("models.jar");
    try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(jar))) {
      archive.putNextEntry(new JarEntry(MODEL));
      Files.copy(project.resolve("else").resolve(MODEL), archive);
      Files.delete(project.resolve("else").resolve(MODEL));
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static Row row(String name, String model) {
    return new Row(
        name,
        model,
        "src/main/java/demo/Somewhere.java",
        "target",
        Set.of("pom.xml"),
        Set.of(Tool.values()),
        (run, project) -> run);
  }

  private record Row(
      String name,
      String model,
      String source,
      String output,
      Set<String> others,
      Set<Tool> tools,
      BiFunction<Compilation, Path, Compilation> options) {

    Row source(String newSource, String newOutput) {
      return new Row(name, model, newSource, newOutput, others, tools, options);
    }

    Row and(String... files) {
      return new Row(name, model, source, output, Set.of(files), tools, options);
    }

    Row on(Tool tool) {
      return new Row(name, model, source, output, others, Set.of(tool), options);
    }

    Row with(BiFunction<Compilation, Path, Compilation> newOptions) {
      return new Row(name, model, source, output, others, tools, newOptions);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
