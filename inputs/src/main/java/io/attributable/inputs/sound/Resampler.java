package io.attributable.inputs.sound;

import java.math.BigInteger;

/**
 * Another number of samples per second, by a polyphase filter: a sinc of the lower of both
 * frequencies in a Kaiser window (beta 5) of ten zero crossings to each side. These are the
 * defaults of {@code scipy.signal.resample_poly}.
 */
final class Resampler {
  private static final double BETA = 5;
  private static final int CROSSINGS = 10;
  private static final int LONGEST = 100_000;

  private final int up;
  private final int down;

  private Resampler(int up, int down) {
    this.up = up;
    this.down = down;
  }

  /** From and to samples per second, both above 0. */
  static Resampler of(int from, int to) {
    int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
    return new Resampler(to / common, from / common);
  }

  /** Whether the rates have so little in common that the filter would be a large one. */
  boolean isTooFine() {
    return Math.max(up, down) > LONGEST;
  }

  /** How many samples come of some. */
  long length(long samples) {
    return (samples * up + down - 1) / down;
  }

  float[] apply(float[] samples) {
    int half = CROSSINGS * Math.max(up, down);
    double[] filter = filter(half);
    float[] resampled = new float[Math.toIntExact(length(samples.length))];
    for (int i = 0; i < resampled.length; i++) {
      resampled[i] = (float) sample(samples, filter, half, (long) i * down);
    }
    return resampled;
  }

  /** The sample at a place of the finer grid, on which the file's samples are {@code up} apart. */
  private double sample(float[] samples, double[] filter, int half, long at) {
    long first = Math.max(0, -Math.floorDiv(half - at, (long) up));
    long last = Math.min(samples.length - 1L, Math.floorDiv(at + half, (long) up));
    double sum = 0;
    for (long k = first; k <= last; k++) {
      sum += samples[(int) k] * filter[(int) (at - k * up) + half];
    }
    return sum;
  }

  private double[] filter(int half) {
    double[] filter = new double[2 * half + 1];
    double cutoff = 1.0 / Math.max(up, down);
    double sum = 0;
    for (int i = 0; i < filter.length; i++) {
      double share = (double) (i - half) / half;
      filter[i] = sinc(cutoff * (i - half)) * bessel(BETA * Math.sqrt(1 - share * share));
      sum += filter[i];
    }
    for (int i = 0; i < filter.length; i++) {
      filter[i] *= up / sum;
    }
    return filter;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /** The modified Bessel function of order 0, by its power series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int i = 1; term > sum * 1e-17; i++) {
      term *= (x / (2 * i)) * (x / (2 * i));
      sum += term;
    }
    return sum;
  }
}
