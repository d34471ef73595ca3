package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * The attribution of one layer: one array per tensor of the layer's port that the output depends
 * on. The other tensors are listed in {@link #unused()}. Immutable, safe for any number of threads,
 * on the Java heap: it stays valid after the model is closed.
 */
public final class Attribution {
  private final String layer;
  private final Port port;
  private final AttributionMethod method;
  private final List<AttributedTensor> tensors;
  private final List<UnusedTensor> unused;
  private final @Nullable Prediction prediction;
  private final @Nullable Convergence convergence;
  private final RuleCoverage coverage;
  private final @Nullable Smoothing smoothing;
  private final ExplainedFeatures features;
  private final @Nullable Estimation estimation;

  /**
   * For backends; users get attributions from an explainer.
   *
   * @param prediction the explained output of the same run, where it was requested
   */
  public Attribution(
      String layer,
      Port port,
      AttributionMethod method,
      List<AttributedTensor> tensors,
      @Nullable Prediction prediction) {
    this(layer, port, method, tensors, List.of(), prediction);
  }

  /**
   * For backends; users get attributions from an explainer.
   *
   * @param unused the layer's tensors that no gradient reaches
   * @param prediction the explained output of the same run, where it was requested
   */
  public Attribution(
      String layer,
      Port port,
      AttributionMethod method,
      List<AttributedTensor> tensors,
      List<UnusedTensor> unused,
      @Nullable Prediction prediction) {
    this(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction,
        null,
        RuleCoverage.none(),
        null,
        ExplainedFeatures.none(),
        null);
  }

  private Attribution(
      String layer,
      Port port,
      AttributionMethod method,
      List<AttributedTensor> tensors,
      List<UnusedTensor> unused,
      @Nullable Prediction prediction,
      @Nullable Convergence convergence,
      RuleCoverage coverage,
      @Nullable Smoothing smoothing,
      ExplainedFeatures features,
      @Nullable Estimation estimation) {
    this.features = features;
    this.estimation = estimation;
    this.coverage = coverage;
    this.smoothing = smoothing;
    this.layer = layer;
    this.port = port;
    this.method = method;
    this.tensors = List.copyOf(tensors);
    this.unused = List.copyOf(unused);
    this.prediction = prediction;
    this.convergence = convergence;
  }

  /** For backends: the same, computed by these rules. */
  public Attribution withCoverage(RuleCoverage rules) {
    return new Attribution(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction,
        convergence,
        rules,
        smoothing,
        features,
        estimation);
  }

  /** For backends: the same, which adds up like this. */
  public Attribution withConvergence(@Nullable Convergence found) {
    return new Attribution(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction,
        found,
        coverage,
        smoothing,
        features,
        estimation);
  }

  /** For backends: the same with the explained output of the same run. */
  public Attribution withPrediction(@Nullable Prediction explained) {
    return new Attribution(
        layer,
        port,
        method,
        tensors,
        unused,
        explained,
        convergence,
        coverage,
        smoothing,
        features,
        estimation);
  }

  /** For backends: the same with other values of the same tensors. */
  public Attribution withTensors(List<AttributedTensor> others) {
    return new Attribution(
        layer,
        port,
        method,
        others,
        unused,
        prediction,
        convergence,
        coverage,
        smoothing,
        features,
        estimation);
  }

  /** For backends: the same, smoothed like this. */
  public Attribution withSmoothing(@Nullable Smoothing noise) {
    return new Attribution(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction,
        convergence,
        coverage,
        noise,
        features,
        estimation);
  }

  /** For backends: the same, whose values came about like this. */
  public Attribution withEstimation(@Nullable Estimation found) {
    return new Attribution(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction,
        convergence,
        coverage,
        smoothing,
        features,
        found);
  }

  /** For backends: the same, whose features are known like this. */
  public Attribution withExplainedFeatures(ExplainedFeatures known) {
    Objects.requireNonNull(known, "known");
    return new Attribution(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction,
        convergence,
        coverage,
        smoothing,
        known,
        estimation);
  }

  /** The same with other names and texts of features, which go before those that it has. */
  public Attribution withFeatures(Features others) {
    Objects.requireNonNull(others, "others");
    return withExplainedFeatures(features.with(others));
  }

  /** The names and texts of features that the request had; no part of {@link #equals}. */
  public Features features() {
    return features.features();
  }

  ExplainedFeatures explainedFeatures() {
    return features;
  }

  /** The layer's address as the user wrote it. */
  public String layer() {
    return layer;
  }

  /** The side of the layer. */
  public Port port() {
    return port;
  }

  /** How it was computed. */
  public AttributionMethod method() {
    return method;
  }

  /** The noise that it was computed with, and how samples were combined, if it was smoothed. */
  public Optional<Smoothing> smoothing() {
    return Optional.ofNullable(smoothing);
  }

  /** At least one tensor, in the layer's order. */
  public List<AttributedTensor> tensors() {
    return tensors;
  }

  /**
   * The layer's tensors that the output does not depend on, or that no gradient reaches, in the
   * layer's order. They are part of {@link #tensors()} only with {@link UnusedLayer#ZEROS}.
   */
  public List<UnusedTensor> unused() {
    return unused;
  }

  /**
   * The only explained tensor of the layer.
   *
   * @throws AttributionException SEVERAL_TENSORS if there are more
   */
  public AttributedTensor tensor() {
    if (tensors.size() != 1) {
      throw new AttributionException(ErrorCode.SEVERAL_TENSORS, layer, tensors.size());
    }
    return tensors.get(0);
  }

  /**
   * The values of the only {@link #tensor()} as float32: {@link AttributedTensor#floats()}.
   *
   * @throws AttributionException SEVERAL_TENSORS
   */
  public FloatNdArray floats() {
    return tensor().floats();
  }

  /**
   * The values of the only {@link #tensor()} as float64: {@link AttributedTensor#doubles()}.
   *
   * @throws AttributionException SEVERAL_TENSORS
   */
  public DoubleNdArray doubles() {
    return tensor().doubles();
  }

  /** The explained output of the same run, where it was requested. */
  public Optional<Prediction> prediction() {
    return Optional.ofNullable(prediction);
  }

  /**
   * Whether the attributions add up to what they explain, of methods that promise it. Where inputs
   * or layers move together, this is about all of them.
   */
  public Optional<Convergence> convergence() {
    return Optional.ofNullable(convergence);
  }

  /** How values came about that perturbed inputs gave: evaluations, standard errors, R². */
  public Optional<Estimation> estimation() {
    return Optional.ofNullable(estimation);
  }

  /**
   * By example, the features that spoke most against the target: {@link #reasons(int, ReasonSide)}.
   *
   * @throws AttributionException as {@link #reasons(int, ReasonSide)}
   */
  public Reasons reasons(int count) {
    return reasons(count, ReasonSide.AGAINST);
  }

  /**
   * By example, the features that spoke most against the target, or for it, relative to the
   * baseline of the method. Columns of the layer, indices of axis 1, are called as the request or
   * the annotated interface says, else by their positions: {@code row[3]}.
   *
   * @param count how many at most, at least 1
   * @throws AttributionException REASONS_UNAVAILABLE for methods without a baseline and those whose
   *     attributions do not add up, FEATURES_INVALID, ATTRIBUTION_NOT_FINITE, SEVERAL_TENSORS
   */
  public Reasons reasons(int count, ReasonSide side) {
    Objects.requireNonNull(side, "side");
    return ReasonFinder.of(List.of(this), side, count);
  }

  /**
   * By which rules the method went through the ops between the layers and the output of the run;
   * empty where it has none of its own, and where a served signature computed the attribution. It
   * is no part of what {@link #equals} compares.
   */
  public RuleCoverage coverage() {
    return coverage;
  }

  /**
   * As JSON has it, and as the command line writes it in {@code attribution.json}, but for the
   * numbers, which are in place: {@code {"layer": …, "port": "output", "method": {"name":
   * "gradient-x-activation", "mode": "global"}, "mode": "global", "tensors": […]}}, the second mode
   * being there for this method only, {@code "smooth"} where it was smoothed, {@code "convergence"}
   * for methods that are complete, {@code "estimation"} for those that perturb inputs, {@code
   * "unused"} where there are such tensors, {@code "coverage"} where the method has rules of its
   * own, and {@code "prediction"} where it was asked for.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = withoutPrediction();
    prediction().ifPresent(explained -> map.put("prediction", explained.toMap()));
    return map;
  }

  /** Of several layers the prediction stands beside them. */
  Map<String, Object> withoutPrediction() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("port", port.name().toLowerCase(Locale.ROOT));
    map.put("method", method.toMap());
    if (method instanceof GradientXActivation gradient) {
      map.put("mode", gradient.mode().name().toLowerCase(Locale.ROOT));
    }
    smoothing().ifPresent(noise -> map.put("smooth", noise.toMap()));
    map.put("tensors", tensors.stream().map(AttributedTensor::toMap).collect(Collectors.toList()));
    convergence().ifPresent(found -> map.put("convergence", found.toMap()));
    estimation().ifPresent(found -> map.put("estimation", found.toMap()));
    if (!unused.isEmpty()) {
      map.put("unused", unused.stream().map(UnusedTensor::toMap).collect(Collectors.toList()));
    }
    if (!coverage.isEmpty()) {
      map.put("coverage", coverage.toList());
    }
    return map;
  }

  /** Whether the other has the same values of the same layer. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attribution attribution && parts().equals(attribution.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<Object> parts() {
    return List.of(
        layer,
        port,
        method,
        tensors,
        unused,
        prediction(),
        convergence(),
        smoothing(),
        estimation());
  }

  @Override
  public String toString() {
    return "Attribution[" + layer + " " + port + " " + method.name() + " " + tensors + "]";
  }
}
