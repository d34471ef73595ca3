package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisationTest {
  private static final Sign[] SIGNS = {Sign.ALL, Sign.POSITIVE, Sign.NEGATIVE, Sign.ABSOLUTE};
  private static final double[] OUTLIERS = {0, 2, 10, 50};

  /** captum's shares of negative values are positive, as its map of reds begins at 0. */
  @Test
  void sharesAreThoseOfCaptum() throws IOException {
    double[] values = Fixtures.values("values");
    double[] expected = Fixtures.values("normalised");
    int next = 0;
    for (Sign sign : SIGNS) {
      for (double outliers : OUTLIERS) {
        for (double share : new Normalisation(sign, outliers).shares(values)) {
          assertThat(sign == Sign.NEGATIVE ? 0 - share : share)
              .as("%s %s %s", sign, outliers, next)
              .isCloseTo(expected[next++], within(1e-15));
        }
      }
    }
    assertThat(next).isEqualTo(expected.length);
  }

  @Test
  void zerosAreZero() {
    assertThat(Normalisation.WHOLE.shares(0, 0, -0.0)).containsExactly(0, 0, 0);
    assertThat(new Normalisation(Sign.POSITIVE, 2).shares(-1, -2)).containsExactly(0, 0);
    assertThat(Normalisation.WHOLE.reach()).isZero();
  }

  @Test
  void whatIsNoNumberHasNoShareAndDoesNotCount() {
    double[] shares =
        Normalisation.WHOLE.shares(
            1, Double.NaN, -2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(shares).containsExactly(0.5, Double.NaN, -1, Double.NaN, Double.NaN);
  }

  @Test
  void veryLargeAndVerySmallNumbersHaveShares() {
    double most = Double.MAX_VALUE;
    assertThat(Normalisation.WHOLE.shares(most, -most, most / 2)).containsExactly(1, -1, 0.5);
    double least = Double.MIN_VALUE;
    assertThat(Normalisation.WHOLE.shares(least, 0)).containsExactly(1, 0);
    assertThat(new Normalisation(Sign.ALL, 99.9).shares(0, 0, 5, 10)).containsExactly(0, 0, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 100, Double.NaN})
  void percentagesOutOfRangeAreRefused(double outliers) {
    Assertions.assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> new Normalisation(Sign.ALL, outliers))
        .withMessageContaining("outliers is " + outliers)
        .extracting(AttributionException::code)
        .isEqualTo(ErrorCode.PICTURE_SETTING);
  }
}
