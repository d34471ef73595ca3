package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Why a model decided as it did, seen from one layer: one array per tensor of the layer's port that
 * the output depends on. The others are told beside it: {@link #unused()}. Immutable, on the Java
 * heap.
 */
public final class Attribution {
  private final String layer;
  private final Port port;
  private final AttributionMethod method;
  private final List<AttributedTensor> tensors;
  private final List<UnusedTensor> unused;
  private final @Nullable Prediction prediction;
  private final RuleCoverage coverage;

  /**
   * For backends; users get attributions from an explainer.
   *
   * @param prediction the explained output of the same run, where it was asked for
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
   * @param unused the layer's tensors that no gradient gets to
   * @param prediction the explained output of the same run, where it was asked for
   */
  public Attribution(
      String layer,
      Port port,
      AttributionMethod method,
      List<AttributedTensor> tensors,
      List<UnusedTensor> unused,
      @Nullable Prediction prediction) {
    this(layer, port, method, tensors, unused, prediction, RuleCoverage.none());
  }

  private Attribution(
      String layer,
      Port port,
      AttributionMethod method,
      List<AttributedTensor> tensors,
      List<UnusedTensor> unused,
      @Nullable Prediction prediction,
      RuleCoverage coverage) {
    this.coverage = coverage;
    this.layer = layer;
    this.port = port;
    this.method = method;
    this.tensors = List.copyOf(tensors);
    this.unused = List.copyOf(unused);
    this.prediction = prediction;
  }

  /** For backends: the same, computed by these rules. */
  public Attribution withCoverage(RuleCoverage rules) {
    return new Attribution(layer, port, method, tensors, unused, prediction, rules);
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

  /** At least one tensor, in the order in which the layer gives (or takes) them. */
  public List<AttributedTensor> tensors() {
    return tensors;
  }

  /**
   * The layer's tensors that the output does not depend on, or that no gradient gets to, in their
   * order. They are not part of {@link #tensors()}, unless zeros were asked for: with {@link
   * UnusedLayer#ZEROS} they are in both.
   */
  public List<UnusedTensor> unused() {
    return unused;
  }

  /**
   * The only tensor of the layer that was explained.
   *
   * @throws AttributionException SEVERAL_TENSORS if there are more
   */
  public AttributedTensor tensor() {
    if (tensors.size() != 1) {
      throw new AttributionException(ErrorCode.SEVERAL_TENSORS, layer, tensors.size());
    }
    return tensors.get(0);
  }

  /** The values of the only {@link #tensor()}, as {@link AttributedTensor#floats()}. */
  public FloatNdArray floats() {
    return tensor().floats();
  }

  /** The values of the only {@link #tensor()}, as {@link AttributedTensor#doubles()}. */
  public DoubleNdArray doubles() {
    return tensor().doubles();
  }

  /** The explained output of the same run, where the request asked for it. */
  public Optional<Prediction> prediction() {
    return Optional.ofNullable(prediction);
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
   * being there for this method only, {@code "unused"} where there are such tensors, {@code
   * "coverage"} where the method has rules of its own, and {@code "prediction"} where it was asked
   * for.
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
    map.put("tensors", tensors.stream().map(AttributedTensor::toMap).collect(Collectors.toList()));
    if (!unused.isEmpty()) {
      map.put("unused", unused.stream().map(UnusedTensor::toMap).collect(Collectors.toList()));
    }
    if (!coverage.isEmpty()) {
      map.put("coverage", coverage.toList());
    }
    return map;
  }

  /** Whether the other says the same: the same numbers of the same layer. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attribution attribution && parts().equals(attribution.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<Object> parts() {
    return List.of(layer, port, method, tensors, unused, prediction());
  }

  @Override
  public String toString() {
    return "Attribution[" + layer + " " + port + " " + method.name() + " " + tensors + "]";
  }
}
