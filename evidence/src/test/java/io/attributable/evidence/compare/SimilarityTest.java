package io.attributable.evidence.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimilarityTest {
  private static final double NAN = Double.NaN;

  static Stream<JsonNode> pairs() throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(Fixtures.root().resolve("comparison/metrics.json").toFile())
            .path("pairs");
    return StreamSupport.stream(all.spliterator(), false);
  }

  private static double[] vector(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  /** SciPy's numbers: see tools/comparison. */
  @ParameterizedTest
  @MethodSource("pairs")
  void metricsAreThoseOfScipy(JsonNode pair) {
    Similarity found =
        Similarity.of(vector(pair.path("one")), vector(pair.path("other")), pair.path("k").asInt());
    for (Metric metric : Metric.values()) {
      if (metric != Metric.OUTPUT) {
        double expected = pair.path(metric.word()).doubleValue();
        assertThat(found.get(metric)).as(metric.word()).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void equalVectorsAgreeInAll() {
    double[] vector = new Random(3).doubles(100, -1, 1).toArray();
    Similarity same = Similarity.of(vector, vector.clone(), 10);
    assertThat(same.get(Metric.SPEARMAN)).isEqualTo(1);
    assertThat(same.get(Metric.KENDALL)).isEqualTo(1);
    assertThat(same.get(Metric.TOP_K)).isEqualTo(1);
    assertThat(same.get(Metric.SIGNS)).isEqualTo(1);
    assertThat(same.get(Metric.COSINE)).isCloseTo(1, within(1e-15));
    assertThat(same.get(Metric.DISTANCE)).isZero();
    assertThat(same.maxDifference()).isZero();
  }

  @Test
  void vectorsWithoutOrderAgreeWithEachOtherOnly() {
    Similarity constant = Similarity.of(new double[] {2, 2, 2}, new double[] {3, 3, 3}, 2);
    assertThat(constant.get(Metric.SPEARMAN)).isEqualTo(1);
    assertThat(constant.get(Metric.KENDALL)).isEqualTo(1);
    assertThat(constant.get(Metric.DISTANCE)).isCloseTo(0.5, within(1e-15));
    Similarity one = Similarity.of(new double[] {2, 2, 2}, new double[] {1, 2, 3}, 2);
    assertThat(one.get(Metric.SPEARMAN)).isNaN();
    assertThat(one.get(Metric.KENDALL)).isNaN();
    assertThat(Metric.SPEARMAN.meets(one.get(Metric.SPEARMAN), -1)).isFalse();
  }

  @Test
  void zerosHaveNoDirection() {
    double[] zeros = new double[3];
    Similarity both = Similarity.of(zeros, zeros, 2);
    assertThat(both.get(Metric.COSINE)).isEqualTo(1);
    assertThat(both.get(Metric.DISTANCE)).isZero();
    Similarity one = Similarity.of(zeros, new double[] {1, 0, 0}, 2);
    assertThat(one.get(Metric.COSINE)).isNaN();
    assertThat(one.get(Metric.DISTANCE)).isInfinite();
    assertThat(Metric.DISTANCE.meets(one.get(Metric.DISTANCE), 1e9)).isFalse();
    assertThat(Similarity.of(new double[] {0, 1}, new double[] {-0.0, 1}, 1).get(Metric.KENDALL))
        .isEqualTo(1);
  }

  @Test
  void whatIsNoNumberInBothIsLeftOut() {
    double infinite = Double.POSITIVE_INFINITY;
    Similarity same =
        Similarity.of(new double[] {1, NAN, 3, infinite}, new double[] {1, NAN, 3, infinite}, 2);
    assertThat(same.get(Metric.SPEARMAN)).isEqualTo(1);
    assertThat(same.notFinite()).isEqualTo(2);
    Similarity one = Similarity.of(new double[] {1, NAN, 3}, new double[] {1, 2, 3}, 2);
    for (Metric metric : Metric.values()) {
      assertThat(one.get(metric)).isNaN();
      assertThat(metric.meets(one.get(metric), metric.isSimilarity() ? -1 : 1e9)).isFalse();
    }
  }

  @Test
  void emptyAndSingleVectorsHaveValues() {
    Similarity empty = Similarity.of(new double[0], new double[0], 3);
    assertThat(empty.get(Metric.SPEARMAN)).isEqualTo(1);
    assertThat(empty.get(Metric.TOP_K)).isEqualTo(1);
    assertThat(Similarity.of(new double[] {1}, new double[] {2}, 3).get(Metric.SPEARMAN))
        .isEqualTo(1);
  }
}
