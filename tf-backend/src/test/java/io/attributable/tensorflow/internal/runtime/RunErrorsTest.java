package io.attributable.tensorflow.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Digits;
import io.attributable.tensorflow.Internals;
import io.attributable.tensorflow.observe.CallKind;
import org.junit.jupiter.api.Test;

class RunErrorsTest {
  @Test
  void onlyTheFirstLineIsShownAndNoInnerNames() {
    String raw =
        "Incompatible shapes: [2,3] vs. [4,3]\n\t [[{{node plan_3/attribution/Mul_2}}]]\n\tsecond";
    assertThat(RunErrors.clean(raw)).isEqualTo("Incompatible shapes: [2,3] vs. [4,3]");
    assertThat(RunErrors.clean("node plan_12/model/dense/MatMul failed"))
        .isEqualTo("node model/dense/MatMul failed");
  }

  @Test
  void ownErrorsStayAsTheyAre() {
    AttributionException own = NativeLibrary.advice(new UnsatisfiedLinkError("no jnitensorflow"));
    assertThat(RunErrors.translate("run", "m", own)).isSameAs(own);
  }

  @Test
  void memoryThatIsNotThereIsSaidInTheModelsName() {
    try (AttributableModel model = Digits.load()) {
      assertThatThrownBy(
              () ->
                  Internals.loaded(model)
                      .use(
                          CallKind.INSPECT,
                          () -> {
                            throw new OutOfMemoryError("Physical memory usage is too high");
                          }))
          .isInstanceOfSatisfying(
              AttributionException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY))
          .hasMessageContaining("digits")
          .hasMessageContaining("Physical memory usage is too high");
    }
  }

  @Test
  void aMissingNativeLibraryComesWithTheArtifactToAdd() {
    Throwable failure = new NoClassDefFoundError("x");
    failure.initCause(new UnsatisfiedLinkError("no jnitensorflow in java.library.path"));
    assertThat(NativeLibrary.advice(failure))
        .hasMessageContaining("no jnitensorflow in java.library.path")
        .hasMessageContaining("org.tensorflow:tensorflow-core-native")
        .hasMessageContaining("classifier " + NativeLibrary.classifier())
        .hasMessageContaining("linux-x86_64-gpu");
  }
}
