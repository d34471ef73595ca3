package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;

/** NaN and infinity are numbers like any others: they come out where arithmetic leads them. */
class NonFiniteInputsTest {
  private static final String LOOPS = "tfmodule_loops";
  private static final GoldenCase COUNTED =
      Fixtures.cases(LOOPS).stream()
          .filter(golden -> golden.id().equals("counted-three-global-x"))
          .findFirst()
          .orElseThrow();
  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model(LOOPS));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void aLinearLayerMultipliesThem() {
    float[][] x = {{Float.POSITIVE_INFINITY, 1, -2, 0}, {Float.NEGATIVE_INFINITY, 0, 3, Float.NaN}};
    float[][] slopes = attributions("enter", Mode.LOCAL, new float[2][4]);
    float[][] expected = new float[2][4];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 4; j++) {
        expected[i][j] = slopes[i][j] * x[i][j];
      }
    }
    assertThat(expected[0][0]).isInfinite();
    Closeness.assertClose(
        "linear", array(attributions("enter", Mode.GLOBAL, x)), array(expected), 0);
  }

  @Test
  void throughALoopNanFillsItsExampleAndNoOther() {
    float[][] x = StdArrays.array2dCopyOf((FloatNdArray) COUNTED.input("x"));
    x[0][0] = Float.NaN;
    float[][] actual = attributions("y", Mode.GLOBAL, x);
    float[][] expected =
        StdArrays.array2dCopyOf((FloatNdArray) COUNTED.expected().get(0).tensors().get(0));
    expected[0] = new float[] {Float.NaN, Float.NaN, Float.NaN, Float.NaN};
    Closeness.assertClose("loop", array(actual), array(expected));
  }

  private static float[][] attributions(String output, Mode mode, float[][] x) {
    FloatNdArray values =
        LayerGradientXActivation.on(model)
            .signature("counted")
            .layers("enter")
            .port(Port.INPUT)
            .mode(mode)
            .output(output)
            .target(output.equals("y") ? COUNTED.target() : Target.of(1))
            .input("x", array(x))
            .attribute()
            .layers()
            .get(0)
            .floats();
    return StdArrays.array2dCopyOf(values);
  }

  private static NdArray<?> array(float[][] values) {
    return StdArrays.ndCopyOf(values);
  }
}
