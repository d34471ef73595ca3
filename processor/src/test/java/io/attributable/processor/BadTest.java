package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.TestModels;
import io.attributable.processor.harness.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the interfaces in {@code bad}: every error with its code, file and line. */
class BadTest {
  @TempDir private static Path models;
  @TempDir private Path output;

  @BeforeAll
  static void saveModels() throws IOException {
    TestModels.saveTiny(models);
    TestModels.saveBroken(models);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("rowsOnTools")
  @Tag("slow")
  void reportsEveryErrorWhereItIs(Row row, Tool tool) {
    Compilation.Result result =
        Compilation.with(tool, output)
            .processorOption("attributable.models.dirs", Sources.modelsDirs(models))
            .run(Sources.at("bad/demo/" + row.file()));

    assertThat(result.success()).isFalse();
    List<Found> found =
        result.messages().stream()
            .filter(message -> message.kind() == Diagnostic.Kind.ERROR)
            .map(message -> new Found(message.code(), message.file(), message.line()))
            .toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(row.expected());
  }

  @ParameterizedTest
  @EnumSource
  void otherTypesGoOn(Tool tool) {
    Compilation.Result result =
        Compilation.with(tool, output)
            .processorOption("attributable.models.dirs", Sources.modelsDirs())
            .run(Sources.at("bad/demo/Everything.java"));
    assertThat(result.generated().keySet())
        .containsExactly("demo/NothingWrongAttributions.java", "demo/NothingWrongExplainer.java");
  }

  @Test
  void everyCodeOfTheProcessorHasARow() {
    Set<ErrorCode> ofProcessor =
        EnumSet.range(ErrorCode.NOT_AN_INTERFACE, ErrorCode.DUPLICATE_LAYER);
    Set<ErrorCode> inRows =
        rows().flatMap(row -> row.errors().stream()).map(Error::code).collect(Collectors.toSet());
    assertThat(inRows).containsAll(ofProcessor);
  }

  static Stream<Arguments> rowsOnTools() {
    return rows().flatMap(row -> Stream.of(Tool.values()).map(tool -> Arguments.of(row, tool)));
  }

  private static Stream<Row> rows() {
    return Stream.of(
        row(
            "NotInterfaces.java",
            at(ErrorCode.NOT_AN_INTERFACE, 8),
            at(ErrorCode.NOT_AN_INTERFACE, 14),
            at(ErrorCode.NOT_AN_INTERFACE, 17)),
        row("Generic.java", at(ErrorCode.GENERIC_INTERFACE, 7)),
        row(
            "Private.java",
            at(ErrorCode.PRIVATE_INTERFACE, 8),
            at(ErrorCode.PRIVATE_INTERFACE, 15)),
        row("NoLayers.java", at(ErrorCode.NO_LAYERS, 8)),
        row(
            "MethodShapes.java",
            at(ErrorCode.METHOD_SHAPE, 10),
            at(ErrorCode.METHOD_SHAPE, 13),
            at(ErrorCode.METHOD_SHAPE, 16),
            at(ErrorCode.METHOD_SHAPE, 19),
            at(ErrorCode.METHOD_SHAPE, 24),
            at(ErrorCode.METHOD_SHAPE, 29)),
        row(
            "Unannotated.java",
            at(ErrorCode.UNANNOTATED_METHOD, 7),
            at(ErrorCode.UNANNOTATED_METHOD, 12)),
        row("Stray.java", at(ErrorCode.STRAY_ANNOTATION, 8), at(ErrorCode.STRAY_ANNOTATION, 14)),
        row(
            "NameClashes.java",
            at(ErrorCode.NAME_CLASH, 10),
            at(ErrorCode.NAME_CLASH, 13),
            at(ErrorCode.NAME_CLASH, 16),
            at(ErrorCode.NAME_CLASH, 19),
            at(ErrorCode.NAME_CLASH, 22),
            at(ErrorCode.NAME_CLASH, 25),
            at(ErrorCode.NAME_CLASH, 28)),
        row("ParentsClash.java", at(ErrorCode.NAME_CLASH, 8)),
        row("NamesTaken.java", at(ErrorCode.NAME_TAKEN, 8)),
        row("Duplicates.java", at(ErrorCode.DUPLICATE_LAYER, 15)),
        row(
            "Layers.java",
            at(ErrorCode.UNKNOWN_LAYER, 10),
            at(ErrorCode.BAD_ADDRESS, 13),
            at(ErrorCode.UNKNOWN_LAYER, 16),
            at(ErrorCode.INACTIVE_LAYER, 21),
            at(ErrorCode.AMBIGUOUS_LAYER, 24)),
        row(
            "WithoutFloats.java",
            at(ErrorCode.LAYER_WITHOUT_FLOATS, 10),
            at(ErrorCode.LAYER_WITHOUT_FLOATS, 13)),
        row("UnknownSignature.java", at(ErrorCode.UNKNOWN_SIGNATURE, 9)),
        row("NoModel.java", at(ErrorCode.MODEL_NOT_FOUND, 8)),
        row("EmptyModel.java", at(ErrorCode.NOT_A_SAVED_MODEL, 7)),
        row("CorruptModel.java", at(ErrorCode.CORRUPT_MODEL, 7)),
        row("UnknownOutput.java", at(ErrorCode.UNKNOWN_OUTPUT, 9)),
        row("UnknownMethod.java", at(ErrorCode.UNKNOWN_METHOD, 9)),
        row(
            "MethodsOfLayers.java",
            at(ErrorCode.UNKNOWN_METHOD, 9),
            at(ErrorCode.METHOD_NOT_APPLICABLE, 14),
            at(ErrorCode.METHOD_NOT_APPLICABLE, 23)),
        row(
            "WrongFeatures.java",
            at(ErrorCode.FEATURES_INVALID, 12),
            at(ErrorCode.FEATURES_INVALID, 17),
            at(ErrorCode.FEATURES_INVALID, 22),
            at(ErrorCode.FEATURES_INVALID, 28)),
        row("OutputRequired.java", at(ErrorCode.OUTPUT_REQUIRED, 8)),
        row("OutputNotFloat.java", at(ErrorCode.OUTPUT_NOT_FLOAT, 9)),
        row("OutputWithoutExamples.java", at(ErrorCode.OUTPUT_WITHOUT_EXAMPLES, 9)),
        row("UnusedLayer.java", at(ErrorCode.UNUSED_LAYER, 12)),
        row("NoGradient.java", at(ErrorCode.NO_GRADIENT, 9)),
        row("Float8Input.java", at(ErrorCode.UNSUPPORTED_SIGNATURE, 7)),
        row(
            "Everything.java",
            at(ErrorCode.GENERIC_INTERFACE, 7),
            at(ErrorCode.UNKNOWN_LAYER, 9),
            at(ErrorCode.NAME_CLASH, 12),
            at(ErrorCode.UNANNOTATED_METHOD, 15)));
  }

  private static Row row(String file, Error... errors) {
    return new Row(file, List.of(errors));
  }

  private static Error at(ErrorCode code, long line) {
    return new Error(code, line);
  }

  private record Error(ErrorCode code, long line) {}

  private record Found(String code, String file, long line) {}

  private record Row(String file, List<Error> errors) {
    List<Found> expected() {
      return errors.stream()
          .map(error -> new Found(error.code().id(), file, error.line()))
          .toList();
    }

    @Override
    public String toString() {
      return file;
    }
  }
}
