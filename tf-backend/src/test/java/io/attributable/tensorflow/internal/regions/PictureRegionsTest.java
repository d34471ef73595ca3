package io.attributable.tensorflow.internal.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.regions.Segmentation;
import io.attributable.regions.SegmentationScale;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Large pictures are cut at a smaller size. */
class PictureRegionsTest {

  /** Halves pictures from left to right, and remembers what it was given. */
  private static final class Halves implements Segmentation {
    private final List<FloatNdArray> pictures = new ArrayList<>();
    private final List<SegmentationScale> scales = new ArrayList<>();

    @Override
    public IntNdArray segment(FloatNdArray picture, SegmentationScale scale) {
      pictures.add(picture);
      scales.add(scale);
      long width = picture.shape().get(1);
      IntNdArray halves = NdArrays.ofInts(Shape.of(picture.shape().get(0), width));
      halves.scalars().forEachIndexed((at, value) -> value.setInt(2 * at[1] < width ? 0 : 1));
      return halves;
    }
  }

  /** Each value is its column, each channel 1000 more. */
  private static FloatNdArray slope(int height, int width) {
    FloatNdArray slope = NdArrays.ofFloats(Shape.of(height, width, 2));
    slope.scalars().forEachIndexed((at, value) -> value.setFloat(at[1] + 1000 * at[2]));
    return slope;
  }

  @Test
  void picturesOfModestSizeAreCutAsTheyAre() {
    FloatNdArray picture = slope(256, 256);
    Halves halves = new Halves();
    PictureRegions regions = PictureRegions.of(picture, halves);
    assertThat(halves.pictures).hasSize(6).allMatch(given -> given == picture);
    assertThat(regions.regions()).hasSize(12);
    double area = 256.0 * 256 / (224 * 224);
    assertThat(halves.scales.get(0).minimumSize()).isEqualTo((int) Math.round(150 * area));
    assertThat(halves.scales.get(0).sigma()).isEqualTo(0.8 * Math.sqrt(area));
  }

  @Test
  void largerOnesAreCutSmallerAndTheirRegionsAreWhole() {
    Halves halves = new Halves();
    PictureRegions regions = PictureRegions.of(slope(300, 700), halves);
    FloatNdArray given = halves.pictures.get(0);
    assertThat(given.shape()).isEqualTo(Shape.of(167, 391, 2));
    double step = 700 / 391.0;
    assertThat(given.getFloat(0, 0, 0)).isCloseTo((float) ((step - 1) / step), within(1e-4f));
    assertThat(given.getFloat(80, 195, 1) - given.getFloat(80, 195, 0))
        .isCloseTo(1000, within(1e-2f));
    double sum = 0;
    for (int x = 0; x < 391; x++) {
      sum += given.getFloat(5, x, 0);
    }
    assertThat(sum / 391).isCloseTo(349.5, within(1e-2));
    int radius = (int) Math.round(5 * Math.sqrt(300.0 * 700 / (224 * 224)));
    BitSet left = new BitSet();
    for (int pixel : regions.regions().get(0)) {
      left.set(pixel);
    }
    assertThat(left.cardinality()).isBetween(300 * (350 + radius - 2), 300 * (350 + radius + 3));
    assertThat(regions.minimumGain())
        .as("in pixels of the picture itself")
        .isEqualTo((int) Math.round(50 * 300.0 * 700 / (224 * 224)));
  }

  @Test
  void narrowPicturesKeepAPixel() {
    Halves halves = new Halves();
    PictureRegions regions = PictureRegions.of(slope(1, 200_000), halves);
    assertThat(halves.pictures.get(0).shape().get(0)).isEqualTo(1);
    assertThat(regions.regions().get(0)).hasSizeBetween(100_000, 101_000);
  }
}
