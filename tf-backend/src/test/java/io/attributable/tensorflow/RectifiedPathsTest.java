package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Deconvolution;
import io.attributable.ErrorCode;
import io.attributable.GuidedBackpropagation;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.Wording;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where methods that are about ReLUs apply, and that they are never the gradient in disguise. */
class RectifiedPathsTest {
  private static final List<AttributionMethod> METHODS =
      List.of(new GuidedBackpropagation(), new Deconvolution());

  private static GoldenCase first(String model) {
    return Fixtures.cases(model).stream()
        .filter(golden -> golden.error().isEmpty() && golden.weightsFile().isEmpty())
        .filter(golden -> golden.target() instanceof Target.Predicted)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "k3_lstm, Tanh",
    "k3_transformer, Erf",
    "k3_convlstm, Sigmoid",
  })
  void modelsWithoutRelusAreRefusedWithTheActivationsThereAre(String name, String activation) {
    GoldenCase golden = first(name);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (AttributionMethod method : METHODS) {
        assertThatThrownBy(() -> GoldenCheck.request(model, golden).method(method).attribute())
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
            .hasMessageContaining("Method \"" + method.name() + "\"")
            .hasMessageContaining("no ReLU lies between it and the output \"output_0\"")
            .hasMessageContaining(activation + " of node \"");
      }
    }
  }

  /** Behind the last ReLU there is nothing to rectify; a softmax at the end is none. */
  @Test
  void behindTheLastReluItIsTheGradient() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_relus"))) {
      LayerAttribution asked =
          GoldenCheck.request(model, Fixtures.cases("k3_relus").get(0))
              .layers("hidden", "logits")
              .output(null);
      Attributions plain = asked.mode(Mode.LOCAL).attribute();
      for (AttributionMethod method : METHODS) {
        Attributions rectified = asked.method(method).attribute();
        for (String layer : List.of("hidden", "logits")) {
          assertThat(rectified.get(layer).floats()).isEqualTo(plain.get(layer).floats());
        }
      }
    }
  }

  /** A plan of one method never serves another, in whatever order they are asked for. */
  @Test
  void methodsHavePlansOfTheirOwn() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_relus"))) {
      LayerAttribution asked =
          GoldenCheck.request(model, Fixtures.cases("k3_relus").get(0)).layers("stem");
      for (int i = 0; i < 2; i++) {
        Attributions plain = asked.mode(Mode.LOCAL).attribute();
        Attributions guided = asked.method(new GuidedBackpropagation()).attribute();
        Attributions deconvolved = asked.method(new Deconvolution()).attribute();
        assertThat(differ(plain, guided)).isTrue();
        assertThat(differ(guided, deconvolved)).isTrue();
        assertThat(differ(plain, deconvolved)).isTrue();
      }
    }
  }

  private static boolean differ(Attributions one, Attributions other) {
    try {
      Closeness.assertClose(
          "", one.get("stem").tensor().values(), other.get("stem").tensor().values(), 0.01);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  @Test
  void allLayersAreExplainedAtOnce() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_relus"))) {
      GoldenCase golden = Fixtures.cases("k3_relus").get(0);
      Attributions all =
          LayerAttribution.on(model)
              .allLayers()
              .input("image", golden.input("image"))
              .target(Target.predicted())
              .method(new GuidedBackpropagation())
              .attribute();
      assertThat(all.layers()).hasSizeGreaterThan(10);
      assertThat(Optional.of(all.get("stem"))).isPresent();
    }
  }

  @Test
  void allLayersAreThoseThatTheMethodTakes() {
    GoldenCase golden = first("k3_lstm");
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_lstm"))) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .allLayers()
              .output(golden.output())
              .target(golden.target())
              .method(new GuidedBackpropagation());
      golden.inputFiles().keySet().forEach(name -> request.input(name, golden.input(name)));
      Attributions found = request.attribute();
      assertThat(found.layers()).isNotEmpty();
      assertThat(found.leftOut())
          .anySatisfy(
              layer -> {
                assertThat(layer.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE);
                assertThat(layer.reason(Wording.JAVA)).contains("Tanh");
              });
    }
  }
}
