package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

class GridTest {

  @Test
  void channelsAreSummedPlaceByPlace() {
    FloatNdArray batch = NdArrays.ofFloats(Shape.of(2, 2, 3, 2));
    batch
        .scalars()
        .forEachIndexed(
            (at, value) ->
                value.setFloat(1000 * at[0] + 100 * at[1] + 10 * at[2] + (at[3] == 0 ? 1 : -3)));

    Grid grid = Grid.sumOfChannels(batch, 1);

    assertThat(grid.rows()).isEqualTo(2);
    assertThat(grid.columns()).isEqualTo(3);
    assertThat(grid.at(0, 0)).isEqualTo(2 * 1000 - 2);
    assertThat(grid.at(1, 2)).isEqualTo(2 * 1120 - 2);
  }

  @Test
  void reachIsTheLargestDistanceFromZero() {
    assertThat(Grid.of(new float[] {1, -5}, new float[] {4, 0}).reach()).isEqualTo(5);
    assertThat(Grid.of(new float[] {0}).reach()).isZero();
  }

  @Test
  void differencesAreTakenPlaceByPlace() {
    Grid difference =
        Grid.of(new float[] {5, 1}, new float[] {2, 2})
            .minus(Grid.of(new float[] {1, 4}, new float[] {0, 2}));

    assertThat(difference.at(0, 0)).isEqualTo(4);
    assertThat(difference.at(0, 1)).isEqualTo(-3);
    assertThat(difference.at(1, 0)).isEqualTo(2);
    assertThat(difference.at(1, 1)).isZero();
  }

  @Test
  void refusesGridsThatDoNotFit() {
    Grid wide = Grid.of(new float[] {1, 2});
    Grid tall = Grid.of(new float[] {1}, new float[] {2});

    assertThatThrownBy(() -> wide.minus(tall)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Grid.of(new float[] {1, 2}, new float[] {3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Row 1");
  }
}
