package io.attributable.graph.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Quadrature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes and weights on [0, 1]. */
class QuadratureRuleTest {

  @ParameterizedTest
  @EnumSource(Quadrature.class)
  void weightsSumToOne(Quadrature quadrature) {
    for (int count : new int[] {2, 3, 7, 50, 301}) {
      QuadratureRule rule = QuadratureRule.of(quadrature, count);
      assertThat(rule.nodes()).hasSize(count).isSorted();
      assertThat(Arrays.stream(rule.weights()).sum()).isCloseTo(1, within(1e-12));
    }
  }

  /** Abramowitz and Stegun, "Handbook of mathematical functions", 1964, table 25.4, n = 5. */
  @Test
  void gaussLegendreOfFivePointsIsThatOfTheTables() {
    QuadratureRule rule = QuadratureRule.of(Quadrature.GAUSS_LEGENDRE, 5);
    double[] nodes = {
      -0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664
    };
    double[] weights = {
      0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189
    };
    for (int i = 0; i < 5; i++) {
      assertThat(rule.nodes()[i]).isCloseTo((1 + nodes[i]) / 2, within(1e-14));
      assertThat(rule.weights()[i]).isCloseTo(weights[i] / 2, within(1e-14));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 64})
  void gaussLegendreIsExactForPolynomials(int count) {
    QuadratureRule rule = QuadratureRule.of(Quadrature.GAUSS_LEGENDRE, count);
    for (int degree = 0; degree < 2 * count; degree++) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += rule.weights()[i] * Math.pow(rule.nodes()[i], degree);
      }
      assertThat(sum).as("degree " + degree).isCloseTo(1.0 / (degree + 1), within(1e-13));
    }
  }

  @Test
  void nodesOfEqualDistancesAreThoseOfCaptum() {
    assertThat(QuadratureRule.of(Quadrature.RIEMANN_LEFT, 4).nodes())
        .containsExactly(0, 0.25, 0.5, 0.75);
    assertThat(QuadratureRule.of(Quadrature.RIEMANN_RIGHT, 4).nodes())
        .containsExactly(0.25, 0.5, 0.75, 1);
    assertThat(QuadratureRule.of(Quadrature.RIEMANN_MIDDLE, 2).nodes()).containsExactly(0.25, 0.75);
    assertThat(QuadratureRule.of(Quadrature.TRAPEZOID, 3).nodes()).containsExactly(0, 0.5, 1);
    assertThat(QuadratureRule.of(Quadrature.TRAPEZOID, 3).weights())
        .containsExactly(0.25, 0.5, 0.25);
  }
}
