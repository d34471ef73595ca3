package io.attributable.tensorflow.internal.regions;

import io.attributable.regions.Segmentation;
import io.attributable.regions.SegmentationScale;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The regions of a picture at several scales, each a little larger than it is, so that edges lie
 * inside.
 *
 * <p>Source: {@code saliency/core/xrai.py} of PAIR's {@code saliency} 0.2.1, whose numbers are for
 * pictures of 224 by 224 pixels with values from -1 to 1; pictures are resized to that before they
 * are cut. Here the numbers are scaled instead: lengths by the square root of the number of pixels,
 * areas and k by the number of pixels. Large pictures are cut at a {@linkplain BoundedPicture
 * smaller size}, whose regions are then those of the picture. {@code
 * skimage.segmentation.felzenszwalb} divides k by 255, so that for values from 0 to 255 it is half
 * of what is given there.
 *
 * @param regions the pixels of each, in ascending order
 * @param minimumGain how many pixels a region has to add at least
 */
record PictureRegions(List<int[]> regions, int minimumGain) {
  private static final double[] SCALES = {50, 100, 150, 250, 500, 1200};
  private static final double SCALE_OF_BYTES = 0.5;
  private static final double SIGMA = 0.8;
  private static final double PIXELS = 224 * 224;
  private static final double SMALLEST = 150;
  private static final double DILATION = 5;
  private static final double GAIN = 50;

  /** Those of a picture {@code [height, width, channels]} with values from 0 to 255. */
  static PictureRegions of(FloatNdArray picture, Segmentation segmentation) {
    int height = Math.toIntExact(picture.shape().get(0));
    int width = Math.toIntExact(picture.shape().get(1));
    if (height == 0 || width == 0) {
      return new PictureRegions(List.of(), 1);
    }
    double area = height * (double) width / PIXELS;
    int radius = (int) Math.round(DILATION * Math.sqrt(area));
    BoundedPicture bounded = BoundedPicture.of(picture);
    List<int[]> regions = new ArrayList<>();
    for (double scale : SCALES) {
      IntNdArray cut = segmentation.segment(bounded.picture(), scale(scale, bounded.pixels()));
      int[] numbers = new int[Math.toIntExact(cut.size())];
      cut.copyTo(DataBuffers.of(numbers, false, false));
      regions.addAll(dilated(bounded.enlarged(numbers, height, width), height, width, radius));
    }
    return new PictureRegions(regions, atLeastOne(GAIN * area));
  }

  private static SegmentationScale scale(double scale, double pixels) {
    double area = pixels / PIXELS;
    return new SegmentationScale(
        scale * SCALE_OF_BYTES * area, SIGMA * Math.sqrt(area), atLeastOne(SMALLEST * area));
  }

  private static int atLeastOne(double number) {
    return (int) Math.max(1, Math.round(number));
  }

  /** All pixels at most so far from one of a region. */
  private static List<int[]> dilated(int[] numbers, int height, int width, int radius) {
    List<BitSet> regions = new ArrayList<>();
    for (int pixel = 0; pixel < numbers.length; pixel++) {
      while (regions.size() <= numbers[pixel]) {
        regions.add(new BitSet());
      }
      BitSet region = regions.get(numbers[pixel]);
      region.set(pixel);
      if (isAtEdge(numbers, pixel, width)) {
        addDisk(region, pixel / width, pixel % width, radius, height, width);
      }
    }
    return regions.stream().map(region -> region.stream().toArray()).toList();
  }

  /** Only from there a disk reaches beyond the region. */
  private static boolean isAtEdge(int[] numbers, int pixel, int width) {
    int number = numbers[pixel];
    int column = pixel % width;
    return (pixel >= width && numbers[pixel - width] != number)
        || (pixel + width < numbers.length && numbers[pixel + width] != number)
        || (column > 0 && numbers[pixel - 1] != number)
        || (column < width - 1 && numbers[pixel + 1] != number);
  }

  private static void addDisk(
      BitSet region, int row, int column, int radius, int height, int width) {
    for (int i = Math.max(0, row - radius); i <= Math.min(height - 1, row + radius); i++) {
      int reach = (int) Math.sqrt(radius * (double) radius - (i - row) * (double) (i - row));
      region.set(
          i * width + Math.max(0, column - reach), i * width + Math.min(width, column + reach + 1));
    }
  }
}
