package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradientXActivation;
import io.attributable.Port;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Layers of one request that are explained by methods of their own. */
class LayersByMethodTest {
  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("captum_one_conv"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LayerAttribution request() {
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, 4, 4, 1));
    int[] at = {0};
    image.scalars().forEach(value -> value.setFloat(at[0]++));
    return LayerAttribution.on(model).input("x", image).target(Target.of(0));
  }

  private static LayerAttribution mixed() {
    return request()
        .layer("relu1", Port.OUTPUT, new DeepLift())
        .layer("conv1", Port.OUTPUT, new GradCam(false))
        .layer("fc1", Port.OUTPUT)
        .layer("input:x", Port.OUTPUT, new DeepLift());
  }

  private static List<Double> numbers(Attribution attribution) {
    List<Double> found = new ArrayList<>();
    attribution.doubles().scalars().forEach(value -> found.add(value.getDouble()));
    return found;
  }

  private static List<Double> alone(String layer, AttributionMethod method, Target target) {
    return numbers(
        request().layers(layer).method(method).target(target).attribute().layers().get(0));
  }

  private static void assertAsAlone(Attributions found, Target target) {
    assertThat(found.layers())
        .extracting(Attribution::layer)
        .containsExactly("relu1", "conv1", "fc1", "input:x");
    assertThat(numbers(found.get("relu1"))).isEqualTo(alone("relu1", new DeepLift(), target));
    assertThat(numbers(found.get("conv1"))).isEqualTo(alone("conv1", new GradCam(false), target));
    assertThat(numbers(found.get("fc1")))
        .isEqualTo(alone("fc1", new GradientXActivation(), target));
    assertThat(numbers(found.get("input:x"))).isEqualTo(alone("input:x", new DeepLift(), target));
    assertThat(found.get("conv1").method()).isEqualTo(new GradCam(false));
  }

  @Test
  void eachLayerIsExplainedAsIfAlone() {
    assertAsAlone(mixed().attribute(), Target.of(0));
  }

  @Test
  void severalTargets() {
    Map<Target, Attributions> found = mixed().attributeTargets(Target.of(2), Target.of(1));
    assertThat(found.keySet()).containsExactly(Target.of(2), Target.of(1));
    found.forEach((target, attributions) -> assertAsAlone(attributions, target));
    assertThat(mixed().attributeAllTargets()).hasSize(4);
  }

  @Test
  void aLaterMethodIsThatOfAllLayers() {
    LayerAttribution request = mixed().method(new Saliency());
    assertThat(request.request().method()).isEqualTo(new Saliency());
    assertThat(request.attribute().layers())
        .extracting(Attribution::method)
        .containsOnly(new Saliency());
  }

  @Test
  void aRequestAsAValueHasOneMethod() {
    LayerAttribution mixed = mixed();
    assertThatThrownBy(mixed::verify)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining(
            "\"grad-cam\" does not go with layers that are explained by deeplift");
    LayerAttribution same =
        request()
            .layer("relu1", Port.OUTPUT, new DeepLift())
            .layer("conv1", Port.OUTPUT, new DeepLift());
    assertThat(same.request().method()).isEqualTo(new DeepLift());
  }
}
