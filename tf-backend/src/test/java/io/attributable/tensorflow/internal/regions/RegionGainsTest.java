package io.attributable.tensorflow.internal.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.regions.Segmentation;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Regions are dilated and picked as PAIR does: see {@code tools/regions}. */
class RegionGainsTest {

  private static NdArray<?> array(String name) {
    return Fixtures.array(Fixtures.root().resolve("regions").resolve(name + ".npy"));
  }

  private static double[] numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    array(name).scalars().forEach(value -> numbers.add((Double) value.getObject()));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void pairsNumbers() {
    NdArray<?> byScale = array("numbers");
    int[] scale = {0};
    Segmentation given = (picture, wanted) -> (IntNdArray) byScale.get(scale[0]++);
    PictureRegions regions = PictureRegions.of(NdArrays.ofFloats(Shape.of(64, 80, 3)), given);

    double[] found =
        RegionGains.of(numbers("attributions"), regions.regions(), regions.minimumGain());

    double[] expected = numbers("map");
    assertThat(regions.regions()).hasSize(508);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("pixel " + i).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void whatNoRegionCoversHasAMeanOfItsOwn() {
    double[] values = {1, 3, 10, 20};
    assertThat(RegionGains.of(values, List.of(new int[] {0, 1}), 1)).containsExactly(2, 2, 15, 15);
  }

  @Test
  void whatIsCoveredDoesNotCountAgain() {
    double[] values = {8, 2, 4};
    List<int[]> regions = List.of(new int[] {0, 1, 2}, new int[] {0}, new int[] {1, 2});
    assertThat(RegionGains.of(values, regions, 1)).containsExactly(8, 3, 3);
    assertThat(RegionGains.of(values, List.of(new int[] {1}, new int[] {0, 2}), 2))
        .containsExactly(6, 2, 6);
  }

  @Test
  void theFirstOfEqualRegionsIsTaken() {
    double[] values = {1, 1, 0};
    assertThat(RegionGains.of(values, List.of(new int[] {0}, new int[] {0, 1}), 1))
        .containsExactly(1, 1, 0);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    assertThat(RegionGains.of(new double[] {1, Double.NaN}, List.of(new int[] {0}), 1))
        .containsExactly(Double.NaN, Double.NaN);
  }
}
