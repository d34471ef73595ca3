package io.attributable.tensorflow;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Activation;
import io.attributable.AttributionMethod;
import io.attributable.Deconvolution;
import io.attributable.GradCam;
import io.attributable.GuidedBackpropagation;
import io.attributable.Port;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * The numbers of captum's own tests: {@code tests/attr/layer/test_layer_activation.py}, {@code
 * test_grad_cam.py}, {@code tests/attr/test_guided_backprop.py}, {@code test_deconvolution.py}, and
 * what captum gives beside them, on models with the same weights. Channels are last here.
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

  /** The numbers of the only layer of a request. */
  private static List<Double> values(LayerAttribution asked, AttributionMethod method) {
    return values(asked.method(method).attribute().layers().get(0).floats());
  }

  /** Those of an image of four rows, all of them whole numbers. */
  private static List<String> rows(LayerAttribution asked, AttributionMethod method) {
    List<Double> values = values(asked, method);
    return IntStream.range(0, 4)
        .mapToObj(row -> values.subList(4 * row, 4 * row + 4))
        .map(row -> row.stream().map(value -> "%.0f".formatted(value)).collect(joining(" ")))
        .toList();
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
  void gradCamOfEachChannel() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      LayerAttribution asked = image(model).layers("conv1").target(Target.of(0));
      assertThat(values(asked, new GradCam(false, -1, false)))
          .containsExactly(-3.75, 15.0, 3.0, 10.5, 23.25, -3.0, 30.0, -7.5);
      assertThat(values(asked, new GradCam(true, -1, false)))
          .containsExactly(0.0, 15.0, 3.0, 10.5, 23.25, 0.0, 30.0, 0.0);
    }
  }

  @Test
  void guidedBackpropagationDeconvolutionAndSaliencyOfAnImage() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      LayerAttribution asked = image(model).layers("input:x").target(Target.of(0));
      assertThat(rows(asked, new GuidedBackpropagation()))
          .containsExactly("0 1 1 1", "1 3 3 2", "1 3 3 2", "1 2 2 1");
      assertThat(rows(asked, new Deconvolution()))
          .containsExactly("2 3 3 1", "3 5 5 2", "3 5 5 2", "1 2 2 1");
      assertThat(rows(asked, new Saliency()))
          .containsExactly("0 1 1 1", "0 1 1 1", "0 1 1 1", "0 0 0 0");
      assertThat(rows(asked, new Saliency(true)))
          .containsExactly("0 1 1 1", "0 1 1 1", "0 1 1 1", "0 0 0 0");
    }
  }

  @Test
  void guidedBackpropagationAndDeconvolutionOfClosedRelus() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      FloatNdArray x = NdArrays.ofFloats(Shape.of(1, 3));
      x.setFloat(-20, 0, 0).setFloat(5, 0, 1).setFloat(3, 0, 2);
      LayerAttribution asked =
          LayerAttribution.on(model).layers("input:x").input("x", x).target(Target.of(0));
      assertThat(values(asked, new GuidedBackpropagation())).containsExactly(0.0, 0.0, 0.0);
      assertThat(values(asked, new Deconvolution())).containsExactly(4.0, 4.0, 4.0);
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
