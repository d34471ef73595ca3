package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources and models give the same bytes. */
class DeterminismTest {
  private static final Path[] SOURCES = {
    Sources.at("good/demo/Digits.java"),
    Sources.at("good/demo/TwoInputs.java"),
    Sources.at("good/demo/Inherits.java")
  };
  private static final Path[] REVERSED = {SOURCES[2], SOURCES[1], SOURCES[0]};

  @TempDir private Path folder;

  @Test
  void neitherRunNorOrderNorCompilerShows() {
    Map<String, String> first = generate(Tool.JAVAC, "first", SOURCES);
    assertThat(first).hasSize(6);
    assertThat(generate(Tool.JAVAC, "second", SOURCES)).isEqualTo(first);
    assertThat(generate(Tool.JAVAC, "reversed", REVERSED)).isEqualTo(first);
    assertThat(generate(Tool.ECJ, "ecj", REVERSED)).isEqualTo(first);
  }

  private Map<String, String> generate(Tool tool, String name, Path... sources) {
    return Compilation.with(tool, folder.resolve(name))
        .processorOption("attributable.models.dirs", Sources.modelsDirs())
        .run(sources)
        .generated();
  }
}
