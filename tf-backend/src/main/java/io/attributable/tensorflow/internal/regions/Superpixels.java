package io.attributable.tensorflow.internal.regions;

import io.attributable.regions.Segmentation;
import io.attributable.regions.SegmentationScale;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Cuts pictures into regions that do not overlap, at one scale. Channels come last. */
public final class Superpixels {
  private static final double PIXELS = 224 * 224;
  private static final double SIGMA = 0.8;
  private static final double SMALLEST = 50;

  private final Segmentation segmentation;
  private final double scale;

  private Superpixels(Segmentation segmentation, double scale) {
    this.segmentation = segmentation;
    this.scale = scale;
  }

  /**
   * Regions of a scale, for pictures of 224 by 224 pixels; that of others fits their size.
   *
   * @param method for messages
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE where nothing cuts pictures
   */
  public static Superpixels find(String method, double scale) {
    return new Superpixels(Segmentations.find(method), scale);
  }

  /** Whether examples of such a shape are pictures. */
  public static boolean fits(Shape examples) {
    int rank = examples.numDimensions();
    return rank == 3 || rank == 4;
  }

  /**
   * By pixel, the number of its region.
   *
   * @param examples the shape of all examples
   */
  public long[] of(NdArray<?> example, Shape examples) {
    Picture picture = Picture.of(examples, -1);
    FloatNdArray scaled = picture.scaled(example);
    if (scaled.size() == 0) {
      return new long[0];
    }
    BoundedPicture bounded = BoundedPicture.of(scaled);
    double area = bounded.pixels() / PIXELS;
    IntNdArray cut =
        segmentation.segment(
            bounded.picture(),
            new SegmentationScale(
                scale * area,
                SIGMA * Math.sqrt(area),
                (int) Math.max(1, Math.round(SMALLEST * area))));
    int[] numbers = new int[Math.toIntExact(cut.size())];
    cut.copyTo(DataBuffers.of(numbers, false, false));
    int[] enlarged = bounded.enlarged(numbers, picture.height(), picture.width());
    return IntStream.of(enlarged).asLongStream().toArray();
  }
}
