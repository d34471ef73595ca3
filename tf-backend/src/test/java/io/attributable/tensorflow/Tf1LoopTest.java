package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;

/** What users meet where a loop of TensorFlow 1 lies between a layer and the output. */
class Tf1LoopTest {
  private static final String BEFORE_THE_LOOPS = "tensor:counted/Identity:0";
  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("tf1_loops"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void theNodeThatEndsTheLoopIsNamed() {
    assertRefused("y", "op Exit of node \"nested/while/Exit_1\"");
  }

  @Test
  void theTensorBeforeTheLoopsIsNamedAndCanBeExplained() {
    assertRefused("nested", "Explain towards \"" + BEFORE_THE_LOOPS + "\"");
    NdArray<?> gradient =
        enter(BEFORE_THE_LOOPS)
            .target(Target.of(2))
            .attribute()
            .layers()
            .get(0)
            .tensors()
            .get(0)
            .values();
    assertThat(gradient)
        .isEqualTo(StdArrays.ndCopyOf(new float[][] {{0, 0, 1, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}}));
  }

  private static void assertRefused(String output, String words) {
    assertThatThrownBy(() -> enter(output).target(Target.of(2)).attribute())
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NO_GRADIENT);
              assertThat(e).hasMessageContaining(words);
            });
  }

  private static LayerGradientXActivation enter(String output) {
    return LayerGradientXActivation.on(model)
        .layers("enter")
        .output(output)
        .mode(Mode.LOCAL)
        .input("x", StdArrays.ndCopyOf(new float[3][4]));
  }
}
