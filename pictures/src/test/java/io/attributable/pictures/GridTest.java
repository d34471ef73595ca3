package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Interpolation;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void enlargesAsPillowDoes() throws IOException {
    Grid large = Fixtures.grid("small").resized(23, 31, Interpolation.BILINEAR);
    double[] expected = Fixtures.values("large");
    for (int i = 0; i < expected.length; i++) {
      assertThat(large.values()[i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void nearestMakesNothingUp() {
    Grid grid = new Grid(1, 2, 3, Double.NaN).resized(2, 4, Interpolation.NEAREST);
    assertThat(grid.values())
        .containsExactly(3, 3, Double.NaN, Double.NaN, 3, 3, Double.NaN, Double.NaN);
  }

  @Test
  void aSingleValueFillsEverything() {
    assertThat(new Grid(1, 1, 5).resized(2, 2, Interpolation.BILINEAR).values())
        .containsExactly(5, 5, 5, 5);
  }
}
