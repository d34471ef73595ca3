package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a compiler says of options that have no such value. */
class OptionsTest {
  @TempDir private Path output;

  @ParameterizedTest
  @EnumSource
  void badValueIsReportedOnceAndNothingIsGenerated(Tool tool) {
    Compilation.Result result =
        Compilation.with(tool, output)
            .processorOption("attributable.models.dirs", "models")
            .run(Sources.at("good/demo/Digits.java"), Sources.at("good/demo/TwoInputs.java"));

    assertThat(result.success()).isFalse();
    assertThat(result.generated()).isEmpty();
    assertThat(result.messages())
        .extracting(Message::code, Message::file)
        .containsExactly(tuple(ErrorCode.BAD_OPTION.id(), ""));
  }
}
