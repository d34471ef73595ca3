package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;
import org.apache.commons.math4.transform.FastFourierTransform;
import org.apache.commons.numbers.complex.Complex;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;

/**
 * Which frequencies a sound has at which time: its short-time Fourier transform, in decibels below
 * full scale. Immutable, safe for any number of threads.
 *
 * <p>Frames are those of {@code scipy.signal.stft} with its defaults but for the length: a periodic
 * Hann window, the middle of frame k at sample k · hop, zeros around the sound.
 *
 * <pre>{@code
 * Spectrogram heard = Spectrogram.of(samples, 16_000);
 * heard.decibels();                                    // [frames, window / 2 + 1]
 * }</pre>
 */
public final class Spectrogram {
  private static final String WHAT = "a sound";
  private static final double USUAL_SECONDS = 0.032;
  private static final int SHORTEST = 16;
  private static final int LONGEST = 1 << 16;
  private static final int OVERLAP = 4;
  private static final int MOST_FRAMES = 4096;

  /** What lies further below the loudest place is drawn like silence. */
  private static final double DEPTH = 80;

  private static final double SILENCE = 1e-10;

  private final double rate;
  private final int hop;
  private final Grid decibels;

  private Spectrogram(double rate, int hop, Grid decibels) {
    this.rate = rate;
    this.hop = hop;
    this.decibels = decibels;
  }

  /**
   * With a window of about 32 ms, a quarter of which is between two frames, or more where there
   * would be more than 4096 frames.
   *
   * @param samples {@code [samples]}, {@code [samples, 1]}, or either as a batch of one
   * @param rate samples per second
   * @throws AttributionException PICTURE_VALUES, PICTURE_SETTING
   */
  public static Spectrogram of(NdArray<?> samples, double rate) {
    double[] values = samples(Numbers.of(samples, WHAT));
    int window = usualWindow(checked(rate));
    int hop = window / OVERLAP;
    while (values.length / hop > MOST_FRAMES && hop < window) {
      hop *= 2;
    }
    return of(values, rate, window, hop);
  }

  /**
   * With a window of one's own.
   *
   * @param window samples, a power of two from 16 to 65536
   * @param hop samples from one frame to the next, from 1 to the window
   * @throws AttributionException PICTURE_VALUES, PICTURE_SETTING
   */
  public static Spectrogram of(NdArray<?> samples, double rate, int window, int hop) {
    if (window < SHORTEST || window > LONGEST || Integer.bitCount(window) != 1) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "window", window, "a power of two from 16 to 65536 samples");
    }
    if (hop < 1 || hop > window) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "hop", hop, "from 1 sample to the window's " + window);
    }
    return of(samples(Numbers.of(samples, WHAT)), checked(rate), window, hop);
  }

  static double[] samples(Numbers numbers) {
    Numbers one = numbers.rank() == 3 ? numbers.withoutBatch(2) : numbers.withoutBatch(1);
    boolean column = one.rank() == 2 && one.length(1) == 1;
    if (one.rank() != 1 && !column) {
      throw numbers.refused(WHAT, "it needs samples", "[samples] or [samples, 1]");
    }
    return one.values();
  }

  private static double checked(double rate) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "rate", rate, "above 0 samples per second");
    }
    return rate;
  }

  private static int usualWindow(double rate) {
    double usual = Math.max(SHORTEST, Math.min(LONGEST, USUAL_SECONDS * rate));
    return Integer.highestOneBit((int) usual);
  }

  private static Spectrogram of(double[] samples, double rate, int window, int hop) {
    int frames = (samples.length + hop - 1) / hop + 1;
    int bins = window / 2 + 1;
    double[] hann = hann(window);
    double sum = Arrays.stream(hann).sum();
    FastFourierTransform transform = new FastFourierTransform(FastFourierTransform.Norm.STD);
    double[] magnitudes = new double[Math.multiplyExact(frames, bins)];
    for (int frame = 0; frame < frames; frame++) {
      double[] inside = frame(samples, hann, frame * hop - window / 2);
      Complex[] found = transform.apply(inside);
      for (int bin = 0; bin < bins; bin++) {
        magnitudes[frame * bins + bin] = found[bin].abs() / sum;
      }
    }
    return new Spectrogram(rate, hop, new Grid(frames, bins, decibels(magnitudes)));
  }

  /** What is no number is silent here, as it is told elsewhere. */
  private static double[] frame(double[] samples, double[] hann, int start) {
    double[] frame = new double[hann.length];
    for (int i = Math.max(0, -start); i < hann.length && start + i < samples.length; i++) {
      frame[i] = Double.isFinite(samples[start + i]) ? samples[start + i] * hann[i] : 0;
    }
    return frame;
  }

  private static double[] hann(int window) {
    double[] hann = new double[window];
    for (int i = 0; i < window; i++) {
      hann[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window);
    }
    return hann;
  }

  private static double[] decibels(double[] magnitudes) {
    double loudest = Arrays.stream(magnitudes).max().orElse(0);
    double least = Math.max(SILENCE, loudest * Math.pow(10, -DEPTH / 20));
    return Arrays.stream(magnitudes)
        .map(magnitude -> 20 * Math.log10(Math.max(least, magnitude)))
        .toArray();
  }

  /**
   * Decibels of the amplitude, {@code [frames, bins]}: 0 for 1, at least 80 below the loudest.
   * Frequencies rise from 0 to half the rate.
   */
  public DoubleNdArray decibels() {
    double[][] rows = new double[decibels.rows()][];
    for (int row = 0; row < rows.length; row++) {
      int start = row * decibels.columns();
      rows[row] = Arrays.copyOfRange(decibels.values(), start, start + decibels.columns());
    }
    return StdArrays.ndCopyOf(rows);
  }

  /** Frames per second. */
  public double frameRate() {
    return rate / hop;
  }

  /** The frequency of the last bin, in Hz. */
  public double highest() {
    return rate / 2;
  }

  Grid grid() {
    return decibels;
  }

  /** The frame whose middle is nearest to a sample. */
  int frameOf(double sample) {
    return (int) Math.min(decibels.rows() - 1L, Math.round(sample / hop));
  }
}
