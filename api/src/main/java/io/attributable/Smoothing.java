package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Smooths attributions of any method that differentiates: they are computed for several samples of
 * each example with normally distributed noise, and combined (captum's {@code NoiseTunnel}).
 * Immutable, safe for any number of threads.
 *
 * <pre>{@code
 * Smoothing ten = Smoothing.smoothgrad(10, 0.15).relativeToRange();
 * }</pre>
 *
 * <p>Noise is added to all inputs of floating-point numbers that hold examples; others stay as they
 * are. It is drawn by sample and element, and is the same for each example of a batch, so that an
 * example's attribution does not depend on the batch it is in. What is predicted, where a request
 * explains that, is what the model predicts without noise.
 *
 * @param kind how samples are combined
 * @param samples how many, at least 1
 * @param stdev the standard deviation of the noise, the same for all samples
 * @param relative whether it is a part of the range of each example's input, its largest number
 *     minus its smallest, as in the paper of SmoothGrad; else it is as it is, as in captum
 * @param seed the same one gives the same noise, on any number of threads
 */
public record Smoothing(Kind kind, int samples, Stdev stdev, boolean relative, long seed) {
  /** How many samples there are unless something else is said, as in captum. */
  public static final int DEFAULT_SAMPLES = 5;

  private static final List<String> NAMES = List.of("kind", "samples", "stdev", "relative", "seed");

  /** How the attributions of the samples are combined. */
  public enum Kind {
    /**
     * Their mean: D. Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017
     * (arXiv:1706.03825).
     */
    SMOOTHGRAD,
    /**
     * The mean of their squares: S. Hooker et al., "A benchmark for interpretability methods in
     * deep neural networks", NeurIPS 2019 (arXiv:1806.10758), captum's {@code smoothgrad_sq}.
     */
    SMOOTHGRAD_SQUARED,
    /**
     * Their variance, the mean of the squares of what each differs by from the mean: J. Adebayo et
     * al., "Local explanation methods for deep neural networks lack sensitivity to parameter
     * values", 2018 (arXiv:1810.03307).
     */
    VARGRAD
  }

  /**
   * Requires what makes sense.
   *
   * @throws AttributionException NOISE_INVALID
   */
  public Smoothing {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(stdev, "stdev");
    SampleCount.problem(samples)
        .ifPresent(
            problem -> {
              throw invalid("samples", samples, problem);
            });
  }

  /**
   * The mean over samples with noise of a standard deviation.
   *
   * @throws AttributionException NOISE_INVALID
   */
  public static Smoothing smoothgrad(int samples, double stdev) {
    return of(Kind.SMOOTHGRAD, samples, stdev);
  }

  /**
   * The mean of the squares.
   *
   * @throws AttributionException NOISE_INVALID
   */
  public static Smoothing smoothgradSquared(int samples, double stdev) {
    return of(Kind.SMOOTHGRAD_SQUARED, samples, stdev);
  }

  /**
   * The variance.
   *
   * @throws AttributionException NOISE_INVALID
   */
  public static Smoothing vargrad(int samples, double stdev) {
    return of(Kind.VARGRAD, samples, stdev);
  }

  private static Smoothing of(Kind kind, int samples, double stdev) {
    return new Smoothing(kind, samples, Stdev.of(stdev), false, 0);
  }

  /** The same with noise relative to the range of each example's input. */
  public Smoothing relativeToRange() {
    return new Smoothing(kind, samples, stdev, true, seed);
  }

  /** The same with noise by input. */
  public Smoothing withStdev(Stdev other) {
    return new Smoothing(kind, samples, other, relative, seed);
  }

  /** The same with other noise. */
  public Smoothing withSeed(long other) {
    return new Smoothing(kind, samples, stdev, relative, other);
  }

  /**
   * As requests have it: {@code {"kind": "smoothgrad", "samples": 5, "stdev": 0.1, "relative":
   * false, "seed": 0}}, of which only the standard deviation has to be given.
   *
   * @throws AttributionException NOISE_INVALID
   */
  public static Smoothing of(Map<String, ?> parameters) {
    NonNull.all(parameters, "parameters");
    for (String name : parameters.keySet()) {
      if (!NAMES.contains(name)) {
        List<String> nearest = Suggestions.nearest(name, NAMES);
        throw invalid(
            name,
            parameters.get(name),
            "there is \""
                + String.join("\", \"", NAMES)
                + '"'
                + (nearest.isEmpty() ? "" : ", of which \"" + nearest.get(0) + "\" is nearest"));
      }
    }
    Map<String, Object> given = new LinkedHashMap<>(parameters);
    if (!given.containsKey("stdev")) {
      throw new AttributionException(
          ErrorCode.NOISE_INVALID,
          "stdev",
          "is missing: there is no size of noise that fits all inputs, and SmoothGrad's authors"
              + " take 0.1 to 0.2 of the range of an image, with relative set");
    }
    return new Smoothing(
        read("kind", given.getOrDefault("kind", "smoothgrad"), Kind.class),
        read("samples", given.getOrDefault("samples", DEFAULT_SAMPLES), int.class),
        read("stdev", given.getOrDefault("stdev", 0), Stdev.class),
        read("relative", given.getOrDefault("relative", false), boolean.class),
        read("seed", given.getOrDefault("seed", 0), long.class));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T read(String name, Object value, Class<?> type) {
    ParameterKind known = ParameterKind.of(type);
    return (T)
        known.read(value).orElseThrow(() -> invalid(name, value, "it must be " + known.valid()));
  }

  private static AttributionException invalid(String name, Object value, String problem) {
    return new AttributionException(
        ErrorCode.NOISE_INVALID, name, "cannot be \"" + value + "\": " + problem);
  }

  /** As JSON has it, with all parameters. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", ParameterKind.written(kind));
    map.put("samples", samples);
    map.put("stdev", stdev.toJson());
    map.put("relative", relative);
    map.put("seed", seed);
    return map;
  }

  /** Whether sums of attributions stay sums: of means they do. */
  public boolean isMean() {
    return kind == Kind.SMOOTHGRAD;
  }

  @Override
  public String toString() {
    return String.valueOf(toMap());
  }
}
