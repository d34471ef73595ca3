package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.ConstantGenerator;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interfaces that refer to what other processors generate. */
class RoundsTest {
  @TempDir private Path output;

  @ParameterizedTest
  @EnumSource
  void waitsForConstants(Tool tool) {
    Compilation.Result result =
        compilation(tool)
            .processors(new AttributableProcessor(), new ConstantGenerator())
            .run(Sources.at("rounds/demo/Later.java"));
    assertThat(result.messages()).isEmpty();
    assertThat(result.generated().get("demo/LaterExplainer.java"))
        .contains(".layer(\"conv1\", Port.OUTPUT, \"float32 [?,8,8,8]\")");
  }

  @ParameterizedTest
  @EnumSource
  void leavesWhatNeverComesToTheCompiler(Tool tool) {
    Compilation.Result result = compilation(tool).run(Sources.at("rounds/demo/Later.java"));
    assertThat(result.success()).isFalse();
    assertThat(result.generated()).isEmpty();
    assertThat(result.messages())
        .allSatisfy(message -> assertThat(message.text()).contains("LayerNames"));
  }

  private Compilation compilation(Tool tool) {
    return Compilation.with(tool, output)
        .processorOption("attributable.models.dirs", Sources.modelsDirs());
  }
}
