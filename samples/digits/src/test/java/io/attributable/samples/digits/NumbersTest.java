package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "-4.3349, −4.33",
    "0.012345, +0.0123",
    "12.345, +12.3",
    "1234, +1234",
    "0, 0",
    "-0.0000012, −1.20e-06",
    "54321, +5.43e+04"
  })
  void signedNumbersHaveThreeDigits(double value, String text) {
    assertThat(Numbers.signed(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.523, 52.3%", "1, 100.0%", "0, 0.0%", "0.99999, > 99.9%", "0.00001, < 0.1%"})
  void sharesNeverRoundToCertainty(double share, String text) {
    assertThat(Numbers.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"3, a 3", "8, an 8", "1, a 1"})
  void articlesFollowTheSound(int digit, String text) {
    assertThat(Numbers.withArticle(digit)).isEqualTo(text);
  }
}
