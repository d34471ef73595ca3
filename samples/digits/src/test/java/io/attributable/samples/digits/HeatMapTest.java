package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static final Grid PAPER = Grid.of(new float[] {0, 0}, new float[] {0, 0});

  @Test
  void theScaleReachesTheLargestDistanceFromZeroOnBothSides() {
    Grid attribution = Grid.of(new float[] {-2, 0}, new float[] {1, 2});

    BufferedImage map = HeatMap.draw(attribution, PAPER, 40);

    assertThat(colour(map, 10, 10)).isEqualTo(0x053061);
    assertThat(colour(map, 30, 10)).isEqualTo(0xf7f7f7);
    assertThat(colour(map, 10, 30)).isEqualTo(DivergingColours.of(1, 2));
    assertThat(colour(map, 30, 30)).isEqualTo(0x67001f);
  }

  @Test
  void aMapWithoutNegativeNumbersKeepsZeroInTheMiddle() {
    Grid attribution = Grid.of(new float[] {0, 3}, new float[] {0, 0});

    assertThat(colour(HeatMap.draw(attribution, PAPER, 40), 10, 10)).isEqualTo(0xf7f7f7);
  }

  @Test
  void inkIsADotInTheMiddleOfItsPixelAndNowhereElse() {
    Grid attribution = Grid.of(new float[] {1, 1}, new float[] {1, 1});
    Grid ink = Grid.of(new float[] {1, 0}, new float[] {0, 0});

    BufferedImage map = HeatMap.draw(attribution, ink, 80);

    assertThat(colour(map, 20, 20)).isEqualTo(0x14171f);
    assertThat(colour(map, 2, 2)).isEqualTo(0x67001f);
    assertThat(colour(map, 60, 20)).isEqualTo(0x67001f);
    assertThat(colour(map, 60, 60)).isEqualTo(0x67001f);
  }

  @Test
  void halfTheInkIsHalfTheDot() {
    Grid attribution = Grid.of(new float[] {0, 0}, new float[] {0, 0});
    Grid ink = Grid.of(new float[] {1, 0.5f}, new float[] {0, 0});

    BufferedImage map = HeatMap.draw(attribution, ink, 400);

    double full = dark(map, 0);
    double half = dark(map, 200);
    assertThat(half / full).isBetween(0.47, 0.53);
  }

  private static double dark(BufferedImage map, int left) {
    int dark = 0;
    for (int y = 0; y < 200; y++) {
      for (int x = left; x < left + 200; x++) {
        dark += (colour(map, x, y) >> 8 & 0xff) < 0x80 ? 1 : 0;
      }
    }
    return dark;
  }

  private static int colour(BufferedImage map, int x, int y) {
    return map.getRGB(x, y) & 0xffffff;
  }
}
