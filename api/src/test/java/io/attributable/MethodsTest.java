package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods as requests and results name them. */
class MethodsTest {

  static List<String> names() {
    return Methods.names();
  }

  @Test
  void requestsKnowTheMethodsByTheseNames() {
    assertThat(names())
        .containsExactly(
            "gradient-x-activation",
            "activation",
            "saliency",
            "grad-cam",
            "grad-cam-plus-plus",
            "layer-cam",
            "guided-backpropagation",
            "guided-grad-cam",
            "deconvolution",
            "integrated-gradients",
            "conductance",
            "internal-influence",
            "deeplift",
            "ablation",
            "shapley-sampling",
            "shapley",
            "kernel-shap",
            "lime",
            "occlusion",
            "rise",
            "gradient-shap",
            "deeplift-shap",
            "lrp",
            "xrai",
            "permutation");
  }

  static Stream<String> sampling() {
    return names().stream().filter(name -> Methods.of(name).parameters().containsKey("samples"));
  }

  @Test
  void somethingSamples() {
    assertThat(sampling()).contains("gradient-shap", "kernel-shap", "rise");
  }

  @ParameterizedTest
  @MethodSource("sampling")
  void samplesAreAtLeastOneAndNoMoreThanFitIntoMemory(String name) {
    assertThat(Methods.of(name, Map.of("samples", 1)).parameters()).containsEntry("samples", 1);
    Map.of(
            0,
            "it must be at least 1",
            10_000_001,
            "it must be at most 10000000",
            Integer.MAX_VALUE,
            "it must be at most 10000000")
        .forEach(
            (samples, problem) ->
                assertThatThrownBy(() -> Methods.of(name, Map.of("samples", samples)))
                    .hasMessageContaining("\"samples\" cannot be \"" + samples + "\": " + problem)
                    .isInstanceOfSatisfying(
                        AttributionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatAMethodSaysOfItselfIsReadAsTheSame(String name) {
    AttributionMethod method = Methods.of(name);

    assertThat(Methods.of(method.name(), method.parameters())).isEqualTo(method);
    assertThat(method.toMap())
        .containsEntry("name", name)
        .containsAllEntriesOf(method.parameters());
  }

  @Test
  void parametersAreReadFromText() {
    assertThat(Methods.of("gradient-x-activation", Map.of("mode", "local")))
        .isEqualTo(new GradientXActivation(Mode.LOCAL));
  }

  @Test
  void parametersAreReadFromJson() {
    assertThat(Methods.of("grad-cam", Map.of("relu", true, "channel-axis", 1)))
        .isEqualTo(new GradCam(true, 1));
    assertThatThrownBy(() -> Methods.of("grad-cam", Map.of("channel-axis", 1.5)))
        .hasMessageContaining("it must be a whole number");
    assertThat(Methods.of("grad-cam", Map.of("sum", false)))
        .isEqualTo(new GradCam(false, -1, false));
    assertThat(Methods.of("saliency", Map.of("signed", true))).isEqualTo(new Saliency(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grad-cam", "grad-cam-plus-plus", "layer-cam", "guided-grad-cam"})
  void channelsAreNeverTheExamples(String method) {
    assertThatThrownBy(() -> Methods.of(method, Map.of("channel-axis", 0)))
        .hasMessageContaining("Method \"" + method + "\"")
        .hasMessageContaining("cannot be \"0\": dimension 0 is the example");
  }

  @Test
  void relevanceHasParametersThatGoTogether() {
    assertThat(Methods.of("lrp", Map.of("rule", "epsilon-plus-flat", "epsilon", 0.25)))
        .isEqualTo(new Lrp(LrpRule.EPSILON_PLUS_FLAT).withEpsilon(0.25));
    assertThat(Methods.of("lrp", Map.of("zero-bias", true, "fallback", "gradient")))
        .isEqualTo(new Lrp().withZeroBias().withFallback(UnknownOps.GRADIENT));
    assertThatThrownBy(() -> new Lrp().withAlphaBeta(2, 0.5))
        .hasMessageContaining("parameter \"beta\" cannot be \"0.5\": alpha - beta must be 1");
    assertThatThrownBy(() -> new Lrp().withEpsilon(-1)).hasMessageContaining("\"epsilon\"");
    assertThatThrownBy(() -> new Lrp().withGamma(Double.NaN)).hasMessageContaining("\"gamma\"");
    assertThatThrownBy(() -> new Lrp().withBox(1, 1))
        .hasMessageContaining("it must be less than high, which is 1.0");
    assertThatThrownBy(() -> Methods.of("lrp", Map.of("rule", "beta")))
        .hasMessageContaining("epsilon or gamma or generalised-gamma");
  }

  @Test
  void unknownMethodsAreToldWithTheNearest() {
    assertThatThrownBy(() -> Methods.of("gradcam"))
        .isInstanceOf(AttributionException.class)
        .hasMessage(
            "[UnknownMethod] No method \"gradcam\"; there are "
                + String.join(", ", names())
                + ". Did you mean \"grad-cam\"?");
  }

  @Test
  void unknownParametersAreToldWithThoseThereAre() {
    assertThatThrownBy(() -> Methods.of("gradient-x-activation", Map.of("mod", "local")))
        .hasMessage(
            "[MethodParameter] Method \"gradient-x-activation\": parameter \"mod\" does not exist,"
                + " so that it cannot be \"local\": the method has \"mode\", of which \"mode\" is"
                + " nearest.");
  }

  @Test
  void parametersOfOtherMethodsAreToldWithThese() {
    assertThatThrownBy(() -> Methods.of("activation", Map.of("mode", "local")))
        .hasMessage(
            "[MethodParameter] Method \"activation\": parameter \"mode\" does not exist, so that it"
                + " cannot be \"local\": the method has no parameters; \"mode\" goes with"
                + " \"gradient-x-activation\".");
  }

  @Test
  void valuesThatCannotBeAreTold() {
    assertThatThrownBy(() -> Methods.of("gradient-x-activation", Map.of("mode", "both")))
        .hasMessage(
            "[MethodParameter] Method \"gradient-x-activation\": parameter \"mode\" cannot be"
                + " \"both\": it must be global or local.");
  }

  @Test
  void parametersThatSeveralMethodsHaveAreListedOnce() {
    assertThat(Methods.parameters()).extracting(Methods.Parameter::name).doesNotHaveDuplicates();
    assertThat(Methods.parameters())
        .flatExtracting(Methods.Parameter::uses)
        .allSatisfy(use -> assertThat(use.description()).endsWith("."))
        .allSatisfy(
            use ->
                assertThat(Methods.of(use.method()).parameters()).containsValue(use.byDefault()));
  }

  /** Or whoever writes one could not know what it takes. */
  @Test
  void parametersOfOneNameAreOfOneKind() {
    for (Methods.Parameter parameter : Methods.parameters()) {
      assertThat(
              MethodSchema.ALL.stream()
                  .flatMap(method -> method.parameters().stream())
                  .filter(each -> each.name().equals(parameter.name()))
                  .map(each -> each.kind().valid())
                  .distinct())
          .as(parameter.name())
          .hasSize(1);
    }
  }
}
