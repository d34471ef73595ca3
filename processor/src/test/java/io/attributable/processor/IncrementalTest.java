package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import io.attributable.processor.harness.WrappedProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What incremental builds rely on. */
class IncrementalTest {
  @TempDir private Path output;

  @Test
  void isDeclaredIsolating() throws IOException {
    assertThat(resource("META-INF/gradle/incremental.annotation.processors"))
        .isEqualTo(
            """
            io.attributable.processor.AttributableProcessor,isolating
            io.attributable.processor.KnownOptionsProcessor,isolating
            """);
  }

  @Test
  void isFoundByCompilers() throws IOException {
    assertThat(resource("META-INF/services/javax.annotation.processing.Processor").strip())
        .isEqualTo(
            """
            io.attributable.processor.AttributableProcessor
            io.attributable.processor.KnownOptionsProcessor""");
  }

  @ParameterizedTest
  @EnumSource
  void everySourceHasOneOrigin(Tool tool) {
    WrappedProcessor processor = new WrappedProcessor();
    Compilation.with(tool, output)
        .processors(processor)
        .processorOption("attributable.models.dirs", Sources.modelsDirs())
        .run(Sources.at("good/demo/Inherits.java"), Sources.at("good/demo/Digits.java"));
    assertThat(processor.origins())
        .isEqualTo(
            Map.of(
                "demo.InheritsExplainer", List.of("demo.Inherits"),
                "demo.InheritsAttributions", List.of("demo.Inherits"),
                "demo.DigitsExplainer", List.of("demo.Digits"),
                "demo.DigitsAttributions", List.of("demo.Digits")));
  }

  private static String resource(String name) throws IOException {
    try (InputStream content =
        AttributableProcessor.class.getClassLoader().getResourceAsStream(name)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
