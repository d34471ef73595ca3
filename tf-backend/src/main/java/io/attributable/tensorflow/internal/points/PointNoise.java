package io.attributable.tensorflow.internal.points;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.GradientShap;
import io.attributable.Smoothing;
import io.attributable.Stdev;
import io.attributable.graph.points.NoiseFeeds;
import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * The noise of a request: what it is drawn from, and how large it is at each input. Immutable;
 * arrays are not to be changed.
 */
final class PointNoise {
  private final Optional<NoiseFeeds> feeds;
  private final long seed;
  private final double[] stdevs;
  private final double[] ranges;

  private PointNoise(Optional<NoiseFeeds> feeds, long seed, Stdev stdev, boolean relative) {
    this.feeds = feeds;
    this.seed = seed;
    double[] none = new double[feeds.map(fed -> fed.inputs().size()).orElse(0)];
    double[] each =
        feeds.stream().flatMap(fed -> fed.inputs().stream()).mapToDouble(stdev::forInput).toArray();
    this.stdevs = relative ? none : each;
    this.ranges = relative ? each : none;
  }

  /**
   * That of a request.
   *
   * @param method which may have noise of its own
   * @param smoothing noise of all samples
   * @param feeds of its plan; empty where there is no noise
   * @throws AttributionException NOISE_INVALID
   */
  static PointNoise of(
      AttributionMethod method, Optional<Smoothing> smoothing, Optional<NoiseFeeds> feeds) {
    if (method instanceof GradientShap shap && smoothing.isEmpty()) {
      feeds.ifPresent(fed -> requireKnown(shap.stdev(), fed.inputs()));
      return new PointNoise(feeds, shap.seed(), shap.stdev(), false);
    }
    Stdev stdev = smoothing.map(Smoothing::stdev).orElse(Stdev.of(0));
    feeds.ifPresent(fed -> requireKnown(stdev, fed.inputs()));
    return new PointNoise(
        feeds,
        smoothing.map(Smoothing::seed).orElse(0L),
        stdev,
        smoothing.map(Smoothing::relative).orElse(false));
  }

  private static void requireKnown(Stdev stdev, List<String> inputs) {
    for (String name : stdev.byInput().keySet()) {
      if (!inputs.contains(name)) {
        throw new AttributionException(
            ErrorCode.NOISE_INVALID,
            "stdev",
            "names \""
                + name
                + "\", to which none can be added: floating-point numbers of examples are in \""
                + String.join("\", \"", inputs)
                + '"');
      }
    }
  }

  long seed() {
    return seed;
  }

  /** By input that noise is added to, in the plan's order. */
  double[] stdevs() {
    return stdevs;
  }

  /** The same as parts of the range of each example's input. */
  double[] ranges() {
    return ranges;
  }

  /**
   * Tensors to feed, which the caller closes.
   *
   * @param samples by point, or one; empty for no noise
   */
  Map<TensorRef, Tensor> tensors(Optional<long[]> samples) {
    Map<TensorRef, Tensor> tensors = new LinkedHashMap<>();
    feeds.ifPresent(
        fed -> {
          boolean none = samples.isEmpty();
          tensors.put(
              fed.samples(), TInt64.tensorOf(NdArrays.vectorOf(samples.orElse(new long[1]))));
          tensors.put(fed.seed(), TInt64.scalarOf(seed));
          tensors.put(fed.stdevs(), vector(none ? new double[stdevs.length] : stdevs));
          tensors.put(fed.ranges(), vector(none ? new double[ranges.length] : ranges));
        });
    return tensors;
  }

  private static TFloat64 vector(double... numbers) {
    return TFloat64.vectorOf(numbers);
  }
}
