package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the classes in {@code badcode}: every error with its code and its line. */
class CodeBadTest {
  @TempDir private Path output;

  @ParameterizedTest(name = "{0} on {2}")
  @MethodSource("rowsOnTools")
  void reportsEveryErrorWhereItIs(String file, List<String> expected, Tool tool) {
    Compilation.Result result =
        Compilation.with(tool, output).run(Sources.at("badcode/demo/" + file));

    assertThat(result.success()).isFalse();
    assertThat(
            result.messages().stream()
                .filter(message -> message.kind() == Diagnostic.Kind.ERROR)
                .map(message -> message.code() + ":" + message.line()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyCodeAboutClassesHasARow() {
    Set<String> codes =
        EnumSet.range(ErrorCode.SAVED_MODEL_REQUIRED, ErrorCode.HIDDEN_MODULE).stream()
            .map(ErrorCode::id)
            .collect(Collectors.toSet());
    assertThat(rows().flatMap(List::stream).map(error -> error.substring(0, error.indexOf(':'))))
        .containsAll(codes);
  }

  static Stream<Arguments> rowsOnTools() {
    return Stream.of("Classes.java", "Methods.java", "Forwards.java")
        .flatMap(
            file ->
                Arrays.stream(Tool.values()).map(tool -> Arguments.of(file, errors(file), tool)));
  }

  private static Stream<List<String>> rows() {
    return Stream.of("Classes.java", "Methods.java", "Forwards.java").map(CodeBadTest::errors);
  }

  private static List<String> errors(String file) {
    return switch (file) {
      case "Classes.java" ->
          List.of(
              "UnrecordableClass:23",
              "UnrecordableClass:26",
              "UnrecordableClass:29",
              "UnrecordableClass:32",
              "UnrecordableClass:35",
              "UnrecordableClass:40",
              "UnrecordableClass:45",
              "SavedModelRequired:50");
      case "Methods.java" ->
          List.of(
              "UnrecordableMethod:15",
              "UnrecordableMethod:20",
              "UnrecordableMethod:25",
              "UnrecordableMethod:30",
              "UnrecordableMethod:33",
              "UnrecordableMethod:38",
              "AddressInCode:41",
              "NameClash:46",
              "UnfeedableParameter:53",
              "UnfeedableParameter:54");
      default ->
          List.of(
              "ForwardRequired:11",
              "ForwardRequired:19",
              "NoLayers:32",
              "StrayAnnotation:41",
              "HiddenModule:49");
    };
  }
}
