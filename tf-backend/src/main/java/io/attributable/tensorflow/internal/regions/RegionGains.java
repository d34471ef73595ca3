package io.attributable.tensorflow.internal.regions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks regions by what they add: the next one is always that whose pixels that are not covered yet
 * have the largest mean. Pixels get that mean; those that no region covered at the end, the mean of
 * their own.
 *
 * <p>Source: A. Kapishnikov et al., arXiv:1906.02825, algorithm 1; {@code saliency/core/xrai.py} of
 * PAIR's {@code saliency} 0.2.1, {@code XRAI._xrai}, for what the paper leaves open.
 */
final class RegionGains {
  private final double[] values;
  private final int minimum;
  private final boolean[] covered;
  private final List<Candidate> candidates = new ArrayList<>();

  /** A region, of which pixels get fewer as others cover them. */
  private final class Candidate {
    private int[] pixels;
    private double mean;

    Candidate(int[] pixels) {
      this.pixels = pixels.clone();
      this.mean = mean(pixels);
    }

    /** Anew where a pixel was covered: what is subtracted would leave rounding behind. */
    void update() {
      int left = 0;
      for (int pixel : pixels) {
        if (!covered[pixel]) {
          pixels[left++] = pixel;
        }
      }
      if (left < pixels.length) {
        pixels = Arrays.copyOf(pixels, left);
        mean = mean(pixels);
      }
    }
  }

  private RegionGains(double[] values, List<int[]> regions, int minimum) {
    this.values = values;
    this.minimum = minimum;
    this.covered = new boolean[values.length];
    regions.forEach(region -> candidates.add(new Candidate(region)));
  }

  /**
   * By pixel, what the region added that covers it.
   *
   * @param values the attributions, by pixel
   * @param regions the pixels of each, in ascending order; they may overlap
   * @param minimum regions that would cover fewer pixels more are left out
   */
  static double[] of(double[] values, List<int[]> regions, int minimum) {
    // A mean that is no number is larger than none, and smaller than none.
    if (Arrays.stream(values).anyMatch(value -> !Double.isFinite(value))) {
      double[] none = new double[values.length];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return new RegionGains(values, regions, minimum).compute();
  }

  private double[] compute() {
    double[] gains = new double[values.length];
    while (true) {
      candidates.removeIf(candidate -> candidate.pixels.length < minimum);
      if (candidates.isEmpty()) {
        break;
      }
      Candidate best = candidates.get(0);
      for (Candidate candidate : candidates) {
        best = candidate.mean > best.mean ? candidate : best;
      }
      cover(best.pixels, best.mean, gains);
      candidates.remove(best);
      candidates.forEach(Candidate::update);
    }
    int[] rest = IntStream.range(0, values.length).filter(pixel -> !covered[pixel]).toArray();
    cover(rest, mean(rest), gains);
    return gains;
  }

  private void cover(int[] pixels, double gain, double[] gains) {
    for (int pixel : pixels) {
      covered[pixel] = true;
      gains[pixel] = gain;
    }
  }

  private double mean(int[] pixels) {
    double sum = 0;
    for (int pixel : pixels) {
      sum += values[pixel];
    }
    return sum / pixels.length;
  }
}
