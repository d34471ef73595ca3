package io.attributable.junit;

import static io.attributable.junit.ExplanationAssertions.assertThatExplanations;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.Port;
import io.attributable.Saliency;
import io.attributable.evidence.compare.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.StdArrays;

class ExplanationAssertTest {
  private static Attributions explained(String layer, float... row) {
    AttributedTensor tensor =
        new AttributedTensor("t:0", ElementType.FLOAT32, StdArrays.ndCopyOf(new float[][] {row}));
    return new Attributions(
        List.of(new Attribution(layer, Port.OUTPUT, new Saliency(), List.of(tensor), null)));
  }

  @Test
  void closeExplanationsPass() {
    assertThatExplanations(explained("a", 1, 2, 3)).areCloseTo(explained("a", 2, 4, 6));
    assertThatExplanations(explained("a", 1, 2, 3))
        .within(Metric.SPEARMAN, 1)
        .within(Metric.DISTANCE, 0.1)
        .areCloseTo(explained("a", 1, 2, 3.1f));
    assertThatExplanations(explained("a", 1, 2, 3))
        .mapping("a", "b")
        .areCloseTo(explained("b", 1, 2, 3));
  }

  @Test
  void failuresNameLayerMetricValueAndThreshold() {
    assertThatThrownBy(
            () ->
                assertThatExplanations(explained("a", 1, 2, 3))
                    .as("Application 4711")
                    .within(Metric.SPEARMAN, 0.95)
                    .areCloseTo(explained("a", 3, 2, 1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Application 4711 are not as close as is required:\n"
                + "  layer \"a\", example 0: spearman is -1.00000, but at least 0.95 is"
                + " required");
    assertThatThrownBy(
            () -> assertThatExplanations(explained("a", 1, 2)).areCloseTo(explained("b", 1, 2)))
        .hasMessageContaining("the other model has no explanation of \"a\"; it has \"b\"");
    assertThatThrownBy(
            () -> assertThatExplanations(explained("a", 1, 2)).areCloseTo(explained("a", 1)))
        .hasMessageContaining("it is of shape [1, 2], and of [1, 1] in the other model");
  }
}
