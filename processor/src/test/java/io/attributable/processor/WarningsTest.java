package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.TestModels;
import io.attributable.processor.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That all warnings of a compiler may be errors: neither the processor nor its source has any. */
class WarningsTest {
  /** The first one known whose doclint does not ask for comments on the components of a record. */
  private static final int READS_RECORDS = 25;

  @TempDir private static Path models;
  @TempDir private Path output;

  @BeforeAll
  static void saveModels() {
    TestModels.saveTiny(models);
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "code"})
  void generatedSourceHasNone(String folder) throws IOException {
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, output)
            .processorOption("attributable.models.dirs", Sources.modelsDirs(models))
            .option("-parameters", "-Xlint:all", "-Xdoclint:all", "-Xmaxwarns", "10000")
            .run(sources(folder));

    assertThat(result.success()).isTrue();
    assertThat(result.generated()).isNotEmpty();
    Set<String> generated =
        result.generated().keySet().stream()
            .map(file -> Path.of(file).getFileName().toString())
            .collect(Collectors.toSet());
    assertThat(result.messages())
        .filteredOn(message -> message.file().isEmpty() || generated.contains(message.file()))
        .filteredOn(message -> !isOfRecord(message))
        .isEmpty();
  }

  @Test
  void whatAnAuthorSuppressedStaysSuppressed() {
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, output)
            .option("-parameters", "-Xlint:all")
            .run(Sources.at("warnings/demo/Old.java"), Sources.at("warnings/demo/OldNet.java"));

    assertThat(result.messages()).isEmpty();
    assertThat(result.generated()).hasSize(3);
  }

  /** Of which it warns, too. */
  @Test
  void nothingIsSuppressedInVainForEclipse() throws IOException {
    Compilation.Result result =
        Compilation.with(Tool.ECJ, output).option("-parameters").run(sources("code"));

    assertThat(result.generated()).isNotEmpty();
    assertThat(result.messages()).isEmpty();
  }

  /** As build tools give the same options to code that is annotated and to code that is not. */
  @Test
  void optionsAreKnownWhereNothingIsAnnotated() {
    Processor[] all = {new AttributableProcessor(), new KnownOptionsProcessor()};
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, output)
            .processors(all)
            .processorOption("attributable.validation", "warn")
            .option("-Xlint:all", "-Werror")
            .run(Sources.at("warnings/demo/Plain.java"));

    assertThat(result.messages()).isEmpty();
    assertThat(result.success()).isTrue();
  }

  private static boolean isOfRecord(Message message) {
    return Runtime.version().feature() < READS_RECORDS
        && message.file().endsWith("Attributions.java")
        && message.text().equals("no comment");
  }

  private static Path[] sources(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Sources.at(folder))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      return sources.toArray(Path[]::new);
    }
  }
}
