package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void aRightReadingIsSureOrNot() {
    assertThat(Verdict.of(Made.explanation(1, 3, Made.reading(3, 9, 5, 1))))
        .isEqualTo(Verdict.RIGHT);
    assertThat(Verdict.of(Made.explanation(1, 3, Made.reading(3, 3, 5, 2))))
        .isEqualTo(Verdict.CLOSE);
  }

  @Test
  void aWrongReadingIsWrongHoweverSure() {
    DigitExplanation wrong = Made.explanation(1, 8, Made.reading(1, 20, 8, 1));

    assertThat(Verdict.of(wrong)).isEqualTo(Verdict.WRONG);
    assertThat(Verdict.WRONG.describe(wrong.digit())).isEqualTo("Wrong: it is an 8");
  }
}
