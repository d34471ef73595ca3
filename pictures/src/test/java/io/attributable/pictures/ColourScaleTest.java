package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourScaleTest {
  @ParameterizedTest
  @CsvSource({
    "RdBu_r, ALL, false",
    "PuOr_r, ALL, true",
    "Purples, ABSOLUTE, false",
    "Greens, ABSOLUTE, true"
  })
  void coloursAreThoseOfMatplotlib(String name, Sign sign, boolean orange) throws IOException {
    ColourScale scale = orange ? ColourScale.PURPLE_ORANGE : ColourScale.BLUE_RED;
    double[] expected = Fixtures.values("colours_" + name);
    int shares = expected.length / 3;
    for (int i = 0; i < shares; i++) {
      double from = sign == Sign.ALL ? -1 : 0;
      int rgb = scale.rgb(from + (1 - from) * i / (shares - 1), sign);
      for (int part = 0; part < 3; part++) {
        assertThat((double) (rgb >> 16 - 8 * part & 0xff))
            .as("%s %s %s", name, i, part)
            .isCloseTo(expected[3 * i + part], within(0.75));
      }
    }
  }

  @Test
  void zeroIsNeutralAndSidesMirrorEachOther() {
    assertThat(ColourScale.BLUE_RED.rgb(0, Sign.ALL)).isEqualTo(0xf7f7f7);
    assertThat(ColourScale.BLUE_RED.rgb(-3, Sign.ALL)).isEqualTo(0x053061);
    assertThat(ColourScale.BLUE_RED.rgb(3, Sign.POSITIVE)).isEqualTo(0x67001f);
  }

  @Test
  void noNumberHasAColourThatNoNumberHas() {
    for (double share = -1; share <= 1; share += 1e-4) {
      assertThat(ColourScale.BLUE_RED.rgb(share, Sign.ALL)).isNotEqualTo(ColourScale.UNKNOWN);
    }
    assertThat(ColourScale.BLUE_RED.rgb(Double.NaN, Sign.ALL)).isEqualTo(ColourScale.UNKNOWN);
  }

  @Test
  void ownScalesHaveAMiddle() {
    ColourScale own = ColourScale.of(new int[] {0, 0x808080, 0xffffff}, new int[] {0, 0xffffff});
    assertThat(own.rgb(0, Sign.ALL)).isEqualTo(0x808080);
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> ColourScale.of(new int[] {0, 1}, new int[] {0, 1}))
        .withMessageContaining("[PictureSetting]");
  }

  /** Contrast by WCAG of letters on every colour that tokens can have: at least 4.5. */
  @Test
  void lettersCanBeReadOnEveryColour() {
    for (double share = -1; share <= 1; share += 0.01) {
      int ground = ColourScale.BLUE_RED.rgb(share, Sign.ALL);
      assertThat(contrast(ground, Rgb.letters(ground))).as("%s", share).isGreaterThan(4.5);
    }
  }

  private static double contrast(int one, int other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(int rgb) {
    double[] weights = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int part = 0; part < 3; part++) {
      double share = (rgb >> 8 * part & 0xff) / 255.0;
      sum +=
          weights[part]
              * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
