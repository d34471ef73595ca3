package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.nio.file.Path;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not compile when an explainer is used wrongly. */
class StagesTest {
  @TempDir private Path output;

  @ParameterizedTest
  @EnumSource
  void requestWithAllInputsCompiles(Tool tool) {
    assertThat(compile(tool, "Complete.java").success()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void missingInputDoesNotCompileAndIsNamed(Tool tool) {
    assertThat(compile(tool, "MissingInput.java").messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.line()).isEqualTo(8);
              assertThat(message.text()).contains("attribute()", "NeedsRight");
            });
  }

  @ParameterizedTest
  @EnumSource
  void inputOfAnotherTypeDoesNotCompile(Tool tool) {
    assertThat(compile(tool, "WrongType.java").messages())
        .filteredOn(Message::kind, Diagnostic.Kind.ERROR)
        .extracting(Message::line)
        .containsExactly(9L);
  }

  private Compilation.Result compile(Tool tool, String user) {
    return Compilation.with(tool, output)
        .processorOption("attributable.models.dirs", Sources.modelsDirs())
        .run(Sources.at("good/demo/TwoInputs.java"), Sources.at("stages/demo/" + user));
  }
}
