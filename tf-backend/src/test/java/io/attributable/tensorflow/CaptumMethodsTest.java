package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Activation;
import io.attributable.GradCam;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * The numbers of captum's own tests: {@code tests/attr/layer/test_layer_activation.py} and {@code
 * test_grad_cam.py}, on models with the same weights. Channels are last here.
 */
class CaptumMethodsTest {

  private static FloatNdArray ofImage(int size) {
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, size, size, 1));
    int[] at = {0};
    image.scalars().forEach(pixel -> pixel.setFloat(at[0]++));
    return image;
  }

  private static LayerAttribution image(AttributableModel model) {
    return LayerAttribution.on(model).input("x", ofImage(4));
  }

  private static List<Double> values(FloatNdArray array) {
    List<Double> values = new ArrayList<>();
    array.scalars().forEach(value -> values.add((double) value.getFloat()));
    return values;
  }

  @Test
  void gradCamOfAConvolution() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      LayerAttribution asked =
          image(model).layers("conv1", "relu1").method(new GradCam()).target(Target.of(0));
      assertThat(values(asked.attribute().get("conv1").floats()))
          .containsExactly(11.25, 13.5, 20.25, 22.5);
      assertThat(values(asked.attribute().get("relu1").floats()))
          .containsExactly(0.0, 4.0, 28.0, 32.5);
    }
  }

  @Test
  void gradCamOfWhatEntersAConvolution() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      List<Double> map =
          values(
              image(model)
                  .layer("conv1", Port.INPUT)
                  .method(new GradCam())
                  .target(Target.of(0))
                  .attribute()
                  .get("conv1")
                  .floats());
      for (int i = 0; i < 16; i++) {
        assertThat(map.get(i)).isEqualTo(0.5625 * i);
      }
    }
  }

  @Test
  void activationOfAConvolution() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      assertThat(
              values(
                  image(model)
                      .layers("conv1")
                      .method(new Activation())
                      .attribute()
                      .get("conv1")
                      .floats()))
          .containsExactly(-5.0, -30.0, 4.0, -21.0, 31.0, 6.0, 40.0, 15.0);
    }
  }

  @Test
  void activationAndGradCamOfDenseLayers() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      FloatNdArray x = NdArrays.ofFloats(Shape.of(1, 3));
      x.setFloat(100, 0, 1);
      LayerAttribution asked = LayerAttribution.on(model).input("x", x);
      assertThat(
              values(
                  asked
                      .layers("linear1")
                      .method(new Activation())
                      .attribute()
                      .get("linear1")
                      .floats()))
          .containsExactly(90.0, 101.0, 101.0, 101.0);
      assertThat(
              values(
                  asked
                      .layers("linear0")
                      .method(new GradCam())
                      .target(Target.of(0))
                      .attribute()
                      .get("linear0")
                      .floats()))
          .containsExactly(400.0);
    }
  }
}
