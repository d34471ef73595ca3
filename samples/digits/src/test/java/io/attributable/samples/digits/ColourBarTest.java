package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ColourBarTest {

  @Test
  void zeroIsInTheMiddleAndTheEndsAreTheEndsOfTheScale() {
    BufferedImage bar = ColourBar.draw(201, 3);

    assertThat(bar.getRGB(0, 1) & 0xffffff).isEqualTo(0x053061);
    assertThat(bar.getRGB(100, 1) & 0xffffff).isEqualTo(0xf7f7f7);
    assertThat(bar.getRGB(200, 1) & 0xffffff).isEqualTo(0x67001f);
  }

  @Test
  void colourIsTheSameFromTopToBottom() {
    BufferedImage bar = ColourBar.draw(21, 5);

    for (int x = 0; x < 21; x++) {
      assertThat(bar.getRGB(x, 4)).isEqualTo(bar.getRGB(x, 0));
    }
  }
}
