package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class MosaicTest {

  @Test
  void everySquareIsOneNumberAndAllAreEqual() {
    Grid grid = Grid.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}, new float[] {7, 8, 9});

    BufferedImage picture = Mosaic.draw(grid, 12, value -> (int) value);

    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 12; x++) {
        assertThat(picture.getRGB(x, y) & 0xffffff).isEqualTo((int) grid.at(y / 4, x / 4));
      }
    }
    assertThat(picture.getWidth()).isEqualTo(12);
    assertThat(picture.getHeight()).isEqualTo(12);
  }

  @Test
  void refusesASideThatWouldMakeSquaresUnequal() {
    Grid grid = Grid.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}, new float[] {7, 8, 9});

    assertThatThrownBy(() -> Mosaic.draw(grid, 10, value -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 pixels")
        .hasMessageContaining("3×3");
  }
}
