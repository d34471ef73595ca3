package io.attributable.tensorflow.internal.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scikit-learn 1.9.1 fits, by {@code tools/captum/linear.py}. */
class LinearFitTest {
  private static final double[][] ROWS = {
    {1, 1, 1}, {1, 0, 1}, {0, 1, 1}, {1, 1, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0}, {0, 0, 0}
  };
  private static final double[] WEIGHTS = {1, 0.8, 0.7, 0.75, 0.4, 0.35, 0.3, 0.1};
  private static final double[] OUTPUTS = {0.9, 0.2, 0.6, 0.5, 0.1, 0.3, 0.05, 0};

  private static final LinearFit FIT = new LinearFit(ROWS, WEIGHTS);

  @Test
  void ridge() {
    LinearFit.Found found = FIT.ridge(OUTPUTS, 0.02);
    assertThat(found.coefficients())
        .containsExactly(
            new double[] {0.1812336634656532, 0.5127423271600344, 0.26074067028583814},
            within(1e-12));
    assertThat(found.fit()).isCloseTo(0.9463006608366292, within(1e-12));
  }

  @Test
  void lasso() {
    assertThat(FIT.lasso(OUTPUTS, 0.02).coefficients())
        .containsExactly(
            new double[] {0.17184750205369181, 0.530345780232398, 0.2591263491830397},
            within(1e-9));
    assertThat(FIT.lasso(OUTPUTS, 0.2).coefficients())
        .containsExactly(new double[] {0, 0.24953332899322372, 0}, within(1e-9));
  }

  @Test
  void scalesDoNotMatter() {
    double[] small = OUTPUTS.clone();
    for (int i = 0; i < small.length; i++) {
      small[i] *= 1e-6;
    }
    double[] large = FIT.lasso(OUTPUTS, 0.02).coefficients();
    double[] found = FIT.lasso(small, 0.02).coefficients();
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(large[i] * 1e-6, within(1e-14));
    }
  }

  @Test
  void whatDoesNotVaryHasNoFit() {
    LinearFit.Found found = FIT.lasso(new double[8], 0.02);
    assertThat(found.coefficients()).containsOnly(0);
    assertThat(found.fit()).isNaN();
  }

  @Test
  void equalOutputsHaveNoFitWhateverTheyAre() {
    double[] same = new double[8];
    Arrays.fill(same, 0.1);
    assertThat(FIT.ridge(same, 0.02).fit()).isNaN();
    assertThat(FIT.ridge(same, 0.02).coefficients()).containsOnly(0);
    assertThat(FIT.lasso(same, 0.02).fit()).isNaN();
    assertThat(FIT.lasso(same, 0.02).coefficients()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberHasNoNumbers(double output) {
    double[] some = OUTPUTS.clone();
    some[3] = output;
    double[] all = new double[8];
    Arrays.fill(all, output);
    for (double[] outputs : new double[][] {some, all}) {
      for (LinearFit.Found found : List.of(FIT.ridge(outputs, 0.02), FIT.lasso(outputs, 0.02))) {
        assertThat(found.coefficients()).containsOnly(Double.NaN);
        assertThat(found.fit()).isNaN();
      }
    }
  }
}
