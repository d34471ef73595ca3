package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.nio.file.Path;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What option {@code attributable.validation} makes of layers that the model does not bear out. */
class ValidationTest {
  private static final String LAYERS = "Layers.java";

  @TempDir private Path output;

  @ParameterizedTest
  @EnumSource
  void warnReportsThemAsWarningsAndGeneratesAllTheSame(Tool tool) {
    Compilation.Result result = compile(tool, "warn", LAYERS);

    assertThat(result.success()).isTrue();
    assertThat(result.messages())
        .allMatch(message -> message.kind() == Kind.WARNING)
        .extracting(Message::code, Message::line)
        .containsExactlyInAnyOrderElementsOf(
            compile(tool, "error", LAYERS).messages().stream()
                .map(message -> tuple(message.code(), message.line()))
                .toList());
    assertThat(result.generated().get("demo/LayersExplainer.java"))
        .contains("Explains the output of layer <code>dense_9</code>, which was not checked")
        .contains(".layer(\"dense\", Port.OUTPUT, \"float32 [?,6]\")")
        .doesNotContain(".layer(\"dense_9\", Port.OUTPUT, \"");
  }

  @ParameterizedTest
  @EnumSource
  void offDoesNotLookThemUp(Tool tool) {
    Compilation.Result result = compile(tool, "off", LAYERS);

    assertThat(result.messages()).isEmpty();
    assertThat(result.generated().get("demo/LayersExplainer.java"))
        .contains("public ExplainerRequest<LayersAttributions> x(FloatNdArray x)")
        .doesNotContain(".layer(\"dense\", Port.OUTPUT, \"");
  }

  @ParameterizedTest
  @EnumSource
  void withoutItsModelNothingCanBeGenerated(Tool tool) {
    assertThat(compile(tool, "off", "NoModel.java").messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.MODEL_NOT_FOUND.id());
    assertThat(compile(tool, "warn", "UnknownSignature.java").messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.UNKNOWN_SIGNATURE.id());
  }

  @ParameterizedTest
  @EnumSource
  void outputsAreWarnedAboutOnce(Tool tool) {
    assertThat(compile(tool, "warn", "UnknownOutput.java").messages())
        .extracting(Message::kind, Message::code, Message::line)
        .containsExactly(tuple(Kind.WARNING, ErrorCode.UNKNOWN_OUTPUT.id(), 9L));
  }

  private Compilation.Result compile(Tool tool, String validation, String source) {
    return Compilation.with(tool, output.resolve(validation + source))
        .processorOption("attributable.models.dirs", Sources.modelsDirs())
        .processorOption("attributable.validation", validation)
        .run(Sources.at("bad/demo/" + source));
  }
}
