package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.graph.tape.GradientRule;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.LayerVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.tensorflow.verify.Verification;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that verify themselves, on real models. */
class VerificationTest {
  /** As if every neuron had been active: what guided methods do on purpose. */
  private static final GradientRule WITHOUT_MASK = context -> Map.of(0, context.gradient());

  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  @ParameterizedTest
  @CsvSource({
    "digits,                 conv1-output-local,              AGREES",
    "k3_cnn,                 stem-output-local,               AGREES",
    "k3_lstm,                lstm-input-local,                AGREES",
    "k3_transformer,         attention-input-local,           AGREES",
    "k3_multi_io,            some-unused-zeros,                      AGREES",
    "k2_save_mlp,            shared_call1-output-local,       AGREES",
    "k2_export_convlstm,     first-output-local,              AGREES",
    "k3_encoder_decoder,     encoder-output-local,            AGREES",
    "tf1_table,              embedding-output-local,          AGREES",
    "tfmodule_string_table,  pool-input-local,                AGREES",
    "tfmodule_loops,         nested-three-local-enter,        AGREES",
    "captum_linear_maxpool,  row-32b-local,                   NOT_SMOOTH",
  })
  @Tag("slow")
  void rightGradientsAreNotBlamed(String model, String id, Verdict verdict) {
    Verification verification = verify(model, id);
    assertThat(verification.verdict()).as("%s", verification).isEqualTo(verdict);
  }

  /** What half precision can say is little, but never against a gradient that is right. */
  @ParameterizedTest
  @CsvSource({
    "tfmodule_half,     hidden-output-local",
    "tfmodule_half,     hidden-output-local-2",
    "k3_mixed_float16,  hidden-output-local",
  })
  void rightGradientsOfHalfPrecisionAreNotBlamed(String model, String id) {
    assertThat(verify(model, id).verdict())
        .isIn(Verdict.AGREES, Verdict.AGREES_WHERE_SMOOTH, Verdict.INCONCLUSIVE);
  }

  private static Verification verify(String model, String id) {
    GoldenCase golden =
        Fixtures.cases(model).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no case " + id + " of " + model));
    try (AttributableModel loaded = AttributableModel.load(Fixtures.model(model))) {
      return GoldenCheck.request(loaded, golden).verify();
    }
  }

  @Test
  void wrongRuleIsFoundInTheLayersBeforeItAndInNoOther() {
    try (AttributableModel wrong =
        AttributableModel.load(
            Fixtures.model("digits"),
            ModelOptions.defaults(),
            GradientRules.ALL.overriding(Map.of("Relu", WITHOUT_MASK)))) {
      Verification verification =
          LayerGradientXActivation.on(wrong)
              .layers("conv1", "conv2", "features", "logits")
              .input("image", Digits.images(3, 7))
              .target(Target.of(2))
              .verify();
      assertThat(verification.layers())
          .extracting(LayerVerification::verdict)
          .containsExactly(Verdict.DISAGREES, Verdict.DISAGREES, Verdict.AGREES, Verdict.AGREES);
      assertThat(verification.verdict()).isEqualTo(Verdict.DISAGREES);
      assertThat(examples(verification, 0))
          .hasSize(3)
          .allSatisfy(
              example -> {
                assertThat(example.verdict()).isEqualTo(Verdict.DISAGREES);
                assertThat(example.worst().orElseThrow().deviation())
                    .isGreaterThan(example.worst().orElseThrow().bound());
              });
    }
  }

  @Test
  void saysWhatWasVerified() {
    Verification verification =
        request().layer("features", Port.INPUT).target(Target.of(4)).verify(2, 9);
    assertThat(verification.output()).isEqualTo("logits");
    assertThat(verification.target()).isEqualTo(Target.of(4));
    assertThat(verification.directions()).isEqualTo(2);
    assertThat(verification.seed()).isEqualTo(9);
    assertThat(verification.layers())
        .extracting(layer -> layer.layer() + " " + layer.port())
        .containsExactly("conv2 OUTPUT", "features INPUT");
    TensorVerification tensor = verification.layers().get(0).tensors().get(0);
    assertThat(tensor.elementType()).isEqualTo("float32");
    assertThat(tensor.examples())
        .extracting(ExampleVerification::example)
        .containsExactly(OptionalInt.of(0), OptionalInt.of(1));
    // Two random directions and the gradient's own.
    assertThat(tensor.examples().get(1).directions()).hasSize(3);
    assertThat(verification.verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  @Tag("slow")
  void sameSeedSaysTheSame() {
    LayerAttribution request = request().target(Target.predicted());
    assertThat(request.verify(3, 5)).isEqualTo(request.verify(3, 5));
    assertThat(request.verify(3, 5)).isNotEqualTo(request.verify(3, 6));
  }

  @Test
  void weightsCount() {
    LayerAttribution request = request().target(Target.of(1)).gradientWeights(2, -3);
    assertThat(request.verify().verdict()).isEqualTo(Verdict.AGREES);
    assertThatThrownBy(request.gradientWeights(1)::verify)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_SHAPE));
  }

  @Test
  void batchWithoutExamplesIsNoProof() {
    Verification verification =
        Digits.request(digits, Digits.images(0, 1)).target(Target.of(1)).verify();
    assertThat(verification.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(examples(verification, 0).get(0).reason()).contains(Reason.NO_EXAMPLES);
  }

  @Test
  void requestsThatCannotBeExplainedFailAsTheyWould() {
    assertThatThrownBy(request().layers("conv4").target(Target.of(1))::verify)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_LAYER));
    assertThatThrownBy(request().target(Target.of(10))::verify)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_OUT_OF_RANGE));
    assertThatThrownBy(() -> request().verify(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("directions 0");
  }

  @Test
  void modelAnswersAsBefore() {
    LayerAttribution request = request().target(Target.of(3)).mode(Mode.LOCAL);
    float[] before = Digits.flat(request.attribute().get("conv2").floats());
    request.verify(1, 0);
    assertThat(Digits.flat(request.attribute().get("conv2").floats())).isEqualTo(before);
  }

  private static LayerAttribution request() {
    return Digits.request(digits, Digits.images(2, 3));
  }

  private static List<ExampleVerification> examples(Verification verification, int layer) {
    return verification.layers().get(layer).tensors().get(0).examples();
  }
}
