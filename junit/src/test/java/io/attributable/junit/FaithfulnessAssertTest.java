package io.attributable.junit;

import static io.attributable.junit.ExplanationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.IntegratedGradients;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.evaluation.EvaluatedExplanation;
import io.attributable.evaluation.EvaluationMetric;
import io.attributable.evaluation.EvaluationOptions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.index.Indices;

class FaithfulnessAssertTest {
  private static final EvaluationOptions FEW = EvaluationOptions.defaults().withCounts(8, 30, 2);

  @SuppressWarnings("NullAway.Init") // Loaded before all tests.
  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("digits"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LayerAttribution request(int examples) {
    return LayerAttribution.on(model)
        .layers("input:image")
        .input(
            "image",
            Fixtures.array(Fixtures.root().resolve("digits/images.npy"))
                .slice(Indices.range(0, examples)))
        .target(Target.predicted());
  }

  @Test
  void faithfulExplanationsPass() {
    EvaluatedExplanation why =
        EvaluatedExplanation.of(request(6).method(new IntegratedGradients()), FEW);
    assertThat(why)
        .isFaithfulerThan(why.random(7))
        .by(EvaluationMetric.AOPC)
        .isFaithfulerThan(why.random(8))
        .isCompleteWithin(0.1)
        .isStableWithin(0.5)
        .isAtLeast(EvaluationMetric.MU_FIDELITY, 0.2)
        .isAtMost(EvaluationMetric.DELETION, 0.5);
  }

  @Test
  void failuresTellNumbersAndChance() {
    EvaluatedExplanation why = EvaluatedExplanation.of(request(6).method(new Saliency()), FEW);
    assertThatThrownBy(() -> assertThat(why.random(7)).isFaithfulerThan(why))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Explanations by random are not more faithful than saliency:")
        .hasMessageContaining("\n  deletion: 0.")
        .hasMessageContaining("of saliency; less is better");
    assertThatThrownBy(() -> assertThat(why.random(7)).isFaithfulerThan(why.random(8)))
        .hasMessageContaining("but over 6 examples the difference is ");
    assertThatThrownBy(() -> assertThat(why).as("Digits").isCompleteWithin(0.1))
        .hasMessageStartingWith("Digits are not as is required:\n  example 0: completeness is NaN");
    assertThatThrownBy(() -> assertThat(why).isStableWithin(1e-6))
        .hasMessageContaining("max-sensitivity is 0.")
        .hasMessageContaining("but at most 1.0E-6 is required");
  }

  @Test
  void oneExampleIsNoProof() {
    EvaluatedExplanation why =
        EvaluatedExplanation.of(request(1).method(new IntegratedGradients()), FEW);
    assertThatThrownBy(() -> assertThat(why).isFaithfulerThan(why.random(7)))
        .hasMessageContaining("but 1 example cannot be told from chance");
  }

  @Test
  void whatIsNoMeasureIsRefused() {
    EvaluatedExplanation why = EvaluatedExplanation.of(request(1).method(new Saliency()), FEW);
    assertThatThrownBy(() -> assertThat(why).by(EvaluationMetric.SPARSENESS))
        .isInstanceOf(IllegalArgumentException.class);
    EvaluatedExplanation two = EvaluatedExplanation.of(request(2).method(new Saliency()), FEW);
    assertThatThrownBy(() -> assertThat(why).isFaithfulerThan(two))
        .hasMessageContaining("they must be of the same examples");
    assertThat(why.size()).isEqualTo(1);
  }
}
