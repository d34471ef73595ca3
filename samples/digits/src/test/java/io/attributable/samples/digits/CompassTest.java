package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompassTest {

  @Test
  void namesTheNinthWithTheLargestSum() {
    float[][] rows = new float[8][8];
    rows[0][7] = 3;
    rows[6][0] = 2;
    rows[7][1] = 2;
    rows[4][4] = -1;
    Grid grid = Grid.of(rows);

    assertThat(Compass.mostFor(grid)).contains("lower left");
    assertThat(Compass.mostAgainst(grid)).contains("centre");
  }

  @Test
  void whatLiesNowhereHasNoPlace() {
    Grid grid = Grid.of(new float[] {0, 1, 0});

    assertThat(Compass.mostFor(grid)).contains("centre");
    assertThat(Compass.mostAgainst(grid)).isEmpty();
  }

  @Test
  void fourSquaresHaveTwoInTheMiddle() {
    Grid grid = Grid.of(new float[] {0, 0, 1, 0}, new float[4], new float[4], new float[4]);

    assertThat(Compass.mostFor(grid)).contains("top");
  }
}
