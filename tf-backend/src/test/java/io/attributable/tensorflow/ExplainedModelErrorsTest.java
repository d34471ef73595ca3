package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What exporting refuses, and that nothing is left behind then. */
class ExplainedModelErrorsTest {
  @TempDir Path folder;

  @Test
  void namesOfSignaturesAreFree() {
    assertRefused(ErrorCode.SIGNATURE_TAKEN, () -> mlp().as("serving_default").write(out()));
    assertRefused(ErrorCode.SIGNATURE_TAKEN, () -> mlp().as("__saved_model_init_op").write(out()));
    assertRefused(ErrorCode.SIGNATURE_TAKEN, () -> mlp().as("").write(out()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void layersReachTheOutput() {
    assertRefused(
        ErrorCode.UNUSED_LAYER,
        () ->
            ExplainedModel.of(Fixtures.model("k3_multi_io"))
                .layers("only_b")
                .output("a")
                .write(out()));
    assertRefused(
        ErrorCode.LAYER_REQUIRED,
        () -> ExplainedModel.of(Fixtures.model("k2_save_mlp")).write(out()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void outputsHaveNamesOfTheirOwn() {
    assertRefused(
        ErrorCode.EXPORT_NAME_TAKEN, () -> mlp().layer("dense_1", Port.INPUT).write(out()));
    mlp().write(out());
    assertRefused(
        ErrorCode.EXPORT_NAME_TAKEN,
        () ->
            ExplainedModel.of(out())
                .signature("explain")
                .output("probs")
                .layers("dense_1")
                .as("twice")
                .write(folder.resolve("twice")));
  }

  @Test
  void theOriginalIsNeverTouched() throws IOException {
    Path original = folder.resolve("original");
    copy(Fixtures.model("k2_save_mlp"), original);
    ExplainedModel model = ExplainedModel.of(original).layers("dense_1").replacing();
    assertRefused(ErrorCode.EXPORT_REFUSED, () -> model.write(original));
    assertRefused(ErrorCode.EXPORT_REFUSED, () -> model.write(original.resolve("variables/x")));
    assertRefused(ErrorCode.EXPORT_REFUSED, () -> model.write(folder));
    assertSame(Fixtures.model("k2_save_mlp"), original);
  }

  @Test
  void whatExistsIsReplacedOnlyOnRequest() throws IOException {
    Files.createDirectory(out());
    Files.writeString(out().resolve("diary"), "private");
    assertRefused(ErrorCode.EXPORT_REFUSED, () -> mlp().write(out()));
    assertRefused(ErrorCode.EXPORT_REFUSED, () -> mlp().replacing().write(out()));
    assertThat(out().resolve("diary")).exists();
    Path other = folder.resolve("other");
    mlp().write(other);
    mlp().replacing().as("again").write(other);
    try (AttributableModel model = AttributableModel.load(other)) {
      assertThat(model.signatures()).hasSize(2);
      assertThat(model.signature("again").outputs()).hasSize(2);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(out(), other);
    }
  }

  @Test
  void halfAModelIsNeverLeft() throws IOException {
    Path original = folder.resolve("original");
    copy(Fixtures.model("k2_save_mlp"), original);
    Files.createSymbolicLink(original.resolve("variables/lost"), folder.resolve("nowhere"));
    ExplainedModel broken = ExplainedModel.of(original).layers("dense_1");
    assertRefused(ErrorCode.UNWRITABLE_FILE, () -> broken.write(out()));
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(ErrorCode.UNWRITABLE_FILE, () -> mlp().write(file.resolve("below")));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(original, file);
    }
  }

  @Test
  void onlyWhatWasExportedIsAnswered() {
    mlp().write(out());
    ModelOptions options = ModelOptions.defaults().servedBy("explain");
    try (AttributableModel model = AttributableModel.load(out(), options)) {
      List<LayerAttribution> others =
          List.of(
              ask(model).layers("dense"),
              ask(model).layers("dense_1").port(Port.INPUT),
              ask(model).layers("dense_1").mode(Mode.LOCAL),
              ask(model).layers("dense_1").target(Target.predicted()),
              ask(model).layers("dense_1").output("dense_1"),
              ask(model).layers("dense_1").gradientWeights(1, 2));
      for (LayerAttribution other : others) {
        assertRefused(ErrorCode.NOT_SERVED, other::attribute);
      }
      assertThat(ask(model).layers("dense_1").attribute().layers()).hasSize(1);
      assertRefused(
          ErrorCode.TARGET_OUT_OF_RANGE,
          () -> ask(model).layers("dense_1").target(Target.of(7)).attribute());
    }
    ModelOptions wrong = ModelOptions.defaults().servedBy("serving_default");
    try (AttributableModel model = AttributableModel.load(out(), wrong)) {
      assertRefused(ErrorCode.NOT_SERVED, () -> ask(model).layers("dense_1").attribute());
    }
  }

  private static LayerAttribution ask(AttributableModel model) {
    return LayerGradientXActivation.on(model)
        .signature("serving_default")
        .input("x", NdArrays.ofFloats(Shape.of(2, 4)))
        .target(Target.of(1));
  }

  private static ExplainedModel mlp() {
    return ExplainedModel.of(Fixtures.model("k2_save_mlp")).layers("dense_1");
  }

  private Path out() {
    return folder.resolve("out");
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private static void assertSame(Path expected, Path actual) throws IOException {
    for (String file : List.of("saved_model.pb", "variables/variables.index", "fingerprint.pb")) {
      if (Files.exists(expected.resolve(file))) {
        assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes unused)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(path).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes unused)
              throws IOException {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
