package io.attributable.tensorflow.internal.regions;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** The map of all examples, made of their attributions from both baselines. Not thread-safe. */
final class RegionMap {
  private final AttributedTensor black;
  private final AttributedTensor white;
  private final Picture picture;
  private final DoubleNdArray map;

  RegionMap(AttributedTensor black, AttributedTensor white, int channelAxis) {
    this.black = black;
    this.white = white;
    this.picture = Picture.of(black.values().shape(), channelAxis);
    this.map =
        NdArrays.ofDoubles(
            Shape.of(black.values().shape().get(0), picture.height(), picture.width()));
  }

  /** Fills in an example. */
  void add(long example, PictureRegions regions) {
    double[] gains =
        RegionGains.of(picture.largest(mean(example)), regions.regions(), regions.minimumGain());
    int[] pixel = {0};
    map.get(example).scalars().forEach(scalar -> scalar.setDouble(gains[pixel[0]++]));
  }

  /** Of both baselines, before the largest channel is taken. */
  private double[] mean(long example) {
    double[] mean = PictureValues.of(black.values().get(example));
    double[] light = PictureValues.of(white.values().get(example));
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (mean[i] + light[i]) / 2;
    }
    return mean;
  }

  AttributedTensor result() {
    if (black.elementType() == ElementType.FLOAT64) {
      return new AttributedTensor(black.name(), black.elementType(), map);
    }
    FloatNdArray rounded = NdArrays.ofFloats(map.shape());
    map.scalars().forEachIndexed((at, value) -> rounded.setFloat((float) value.getDouble(), at));
    return new AttributedTensor(black.name(), black.elementType(), rounded);
  }
}
