package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.TestModels;
import io.attributable.processor.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is generated for the interfaces in {@code good}, to the byte as in {@code expected},
 * compiled without a warning. {@code -Dgoldens.update=true} writes the files anew.
 */
class GoldenTest {
  @TempDir private static Path models;
  @TempDir private Path output;

  @BeforeAll
  static void saveModels() {
    TestModels.saveTiny(models);
  }

  @ParameterizedTest(name = "{0} on {2}")
  @MethodSource("goldens")
  void generatesWhatIsExpected(String source, List<String> generated, Tool tool)
      throws IOException {
    Compilation.Result result =
        Compilation.with(tool, output)
            .processorOption("attributable.models.dirs", Sources.modelsDirs(models))
            .option("-Xlint:all")
            .run(Sources.at("good/" + source));

    assertThat(result.messages()).isEmpty();
    assertThat(result.success()).isTrue();
    if (Boolean.getBoolean("goldens.update")) {
      update(result.generated());
    }
    assertThat(result.generated()).isEqualTo(expected(generated));
  }

  static Stream<Arguments> goldens() {
    return Stream.of(
            golden("demo/Digits.java", "demo/Digits"),
            golden("demo/TwoInputs.java", "demo/TwoInputs"),
            golden("demo/Credit.java", "demo/Credit"),
            golden("demo/Outer.java", "demo/Outer_Inner_Words"),
            golden("demo/Precise.java", "demo/Precise"),
            golden("demo/Tokens.java", "demo/Tokens"),
            golden("demo/Inherits.java", "demo/Inherits"),
            golden("demo/InputsAlike.java", "demo/InputsAlike"),
            golden("demo/OddInputs.java", "demo/OddInputs"),
            golden("demo/Maps.java", "demo/Maps"),
            golden("demo/Mixed.java", "demo/Mixed"),
            golden("demo/EveryDtype.java", "demo/EveryDtype"),
            golden("Unnamed.java", "Unnamed"))
        .flatMap(row -> Stream.of(Tool.values()).map(tool -> Arguments.of(row[0], row[1], tool)));
  }

  private static Object[] golden(String source, String generated) {
    return new Object[] {
      source, List.of(generated + "Attributions.java", generated + "Explainer.java")
    };
  }

  private static Map<String, String> expected(List<String> names) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : names) {
      texts.put(name, Files.readString(Sources.at("expected/" + name)));
    }
    return texts;
  }

  private static void update(Map<String, String> generated) throws IOException {
    for (Map.Entry<String, String> file : generated.entrySet()) {
      Path golden = Sources.at("expected/" + file.getKey());
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, file.getValue());
    }
  }
}
