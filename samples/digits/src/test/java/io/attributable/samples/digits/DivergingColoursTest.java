package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DivergingColoursTest {
  private static final double REACH = 4.0;

  @Test
  void zeroIsTheMiddleOfEveryScale() {
    assertThat(DivergingColours.of(0, REACH)).isEqualTo(0xf7f7f7);
    assertThat(DivergingColours.of(0, 1e-9)).isEqualTo(0xf7f7f7);
  }

  @Test
  void aMapOfZerosIsPale() {
    assertThat(DivergingColours.of(0, 0)).isEqualTo(0xf7f7f7);
  }

  @Test
  void theEndsAreTheOuterAnchors() {
    assertThat(DivergingColours.of(-REACH, REACH)).isEqualTo(0x053061);
    assertThat(DivergingColours.of(REACH, REACH)).isEqualTo(0x67001f);
  }

  @Test
  void anAnchorLiesAtEveryFifthOfASide() {
    assertThat(DivergingColours.of(REACH * 0.4, REACH)).isEqualTo(0xf4a582);
    assertThat(DivergingColours.of(-REACH * 0.4, REACH)).isEqualTo(0x92c5de);
  }

  @Test
  void betweenAnchorsColoursAreMixedHalfAndHalf() {
    assertThat(DivergingColours.of(REACH * 0.1, REACH)).isEqualTo(0xfae9df);
  }

  @Test
  void valuesBeyondTheScaleKeepItsLastColour() {
    assertThat(DivergingColours.of(9 * REACH, REACH)).isEqualTo(0x67001f);
    assertThat(DivergingColours.of(-9 * REACH, REACH)).isEqualTo(0x053061);
  }

  @Test
  void bothSidesDarkenSteadilyAndAlike() {
    for (int step = 1; step <= 100; step++) {
      double value = REACH * step / 100;
      double before = REACH * (step - 1) / 100;
      assertThat(luminance(value)).isLessThan(luminance(before));
      assertThat(luminance(-value)).isLessThan(luminance(-before));
      assertThat(luminance(value)).isCloseTo(luminance(-value), within(35.0));
    }
  }

  @Test
  void positiveIsRedAndNegativeBlue() {
    for (int step = 5; step <= 100; step++) {
      int positive = DivergingColours.of(REACH * step / 100, REACH);
      int negative = DivergingColours.of(-REACH * step / 100, REACH);
      assertThat(positive >> 16 & 0xff).isGreaterThan(positive & 0xff);
      assertThat(negative & 0xff).isGreaterThan(negative >> 16 & 0xff);
    }
  }

  @Test
  void refusesNotANumber() {
    assertThatThrownBy(() -> DivergingColours.of(Double.NaN, REACH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double luminance(double value) {
    int colour = DivergingColours.of(value, REACH);
    return 0.2126 * (colour >> 16 & 0xff)
        + 0.7152 * (colour >> 8 & 0xff)
        + 0.0722 * (colour & 0xff);
  }
}
