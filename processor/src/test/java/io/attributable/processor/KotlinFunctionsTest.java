package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.TestModels;
import io.attributable.processor.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Kotlin functions that are generated where kapt runs the compiler. That they compile and work
 * is proved in the module {@code kotlin}.
 */
class KotlinFunctionsTest {
  private static final String LIBRARY = "kotlin/io/attributable/kotlin/AttributionScope.java";

  @TempDir private static Path models;
  @TempDir private Path output;

  @BeforeAll
  static void saveModels() {
    TestModels.saveTiny(models);
  }

  @ParameterizedTest
  @CsvSource({
    "demo/Digits.java, demo/DigitsExplainer.kt",
    "demo/TwoInputs.java, demo/TwoInputsExplainer.kt",
    "demo/Tokens.java, demo/TokensExplainer.kt",
    "demo/OddInputs.java, demo/OddInputsExplainer.kt",
    "demo/EveryDtype.java, demo/EveryDtypeExplainer.kt"
  })
  void areAsExpected(String source, String generated) throws IOException {
    Compilation.Result result = underKapt().run(Sources.at("good/" + source), Sources.at(LIBRARY));

    assertThat(result.success()).isTrue();
    Path golden = Sources.at("expected/" + generated);
    if (Boolean.getBoolean("goldens.update")) {
      Files.writeString(golden, result.generated().get(generated));
    }
    assertThat(result.generated().get(generated)).isEqualTo(Files.readString(golden));
  }

  @Test
  void areNotWrittenWithoutTheLibrary() {
    assertThat(kotlinFiles(underKapt().run(Sources.at("good/demo/Digits.java")))).isEmpty();
  }

  @Test
  void areNotWrittenForJava() {
    Compilation.Result result =
        plain().run(Sources.at("good/demo/Digits.java"), Sources.at(LIBRARY));

    assertThat(kotlinFiles(result)).isEmpty();
  }

  @Test
  void areNotWrittenForWhatOnlyThePackageSees() throws IOException {
    Path source = output.resolve("Digits.java");
    Files.writeString(
        source,
        Files.readString(Sources.at("good/demo/Digits.java"))
            .replace("public interface", "interface"));

    Compilation.Result result = underKapt().run(source, Sources.at(LIBRARY));

    assertThat(result.generated()).containsKey("demo/DigitsExplainer.java");
    assertThat(kotlinFiles(result)).isEmpty();
  }

  private Compilation underKapt() {
    return plain().processorOption("kapt.kotlin.generated", output);
  }

  private Compilation plain() {
    return Compilation.with(Tool.JAVAC, output)
        .processorOption("attributable.models.dirs", Sources.modelsDirs(models));
  }

  private static Set<String> kotlinFiles(Compilation.Result result) {
    return result.generated().keySet().stream()
        .filter(name -> name.endsWith(".kt"))
        .collect(Collectors.toSet());
  }
}
