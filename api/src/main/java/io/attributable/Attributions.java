package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The attributions of several layers from one run, in the order of the request. Gradients are total
 * derivatives, also where one layer feeds another. Immutable, safe for any number of threads, on
 * the Java heap: it stays valid after the model is closed.
 */
public final class Attributions implements Iterable<Attribution> {
  private final List<Attribution> layers;
  private final List<LeftOutLayer> leftOut;

  /** For backends; users get attributions from an explainer. */
  public Attributions(List<Attribution> layers) {
    this(layers, List.of());
  }

  /**
   * For backends; users get attributions from an explainer.
   *
   * @param leftOut the layers that cannot be explained, where all were requested
   */
  public Attributions(List<Attribution> layers, List<LeftOutLayer> leftOut) {
    NonNull.all(layers, "layers");
    NonNull.all(leftOut, "leftOut");
    this.layers = List.copyOf(layers);
    this.leftOut = List.copyOf(leftOut);
  }

  /** One attribution per requested layer. */
  public List<Attribution> layers() {
    return layers;
  }

  /**
   * The attribution of a layer, by its address in the request.
   *
   * @throws AttributionException NOT_REQUESTED if it is not part of the request
   */
  public Attribution get(String layer) {
    Objects.requireNonNull(layer, "layer");
    return layers.stream()
        .filter(attribution -> attribution.layer().equals(layer))
        .findFirst()
        .orElseThrow(() -> new AttributionException(ErrorCode.NOT_REQUESTED, layer, names()));
  }

  /**
   * Where all layers were requested, those that cannot be explained towards the output, each with
   * the error of a request for it; in the order of the graph.
   */
  public List<LeftOutLayer> leftOut() {
    return leftOut;
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
   * By example, the features of all inputs together that spoke most against the target, or for it;
   * see {@link Attribution#reasons(int, ReasonSide)}. Features are the columns of the layers whose
   * features were named; where none were, of inputs of the signature.
   *
   * @param count how many at most, at least 1
   * @throws AttributionException as {@link Attribution#reasons(int, ReasonSide)}
   */
  public Reasons reasons(int count, ReasonSide side) {
    Objects.requireNonNull(side, "side");
    return ReasonFinder.of(ReasonFinder.featured(layers), side, count);
  }

  /** The explained output of the same run, where it was requested. */
  public Optional<Prediction> prediction() {
    return layers.isEmpty() ? Optional.empty() : layers.get(0).prediction();
  }

  @Override
  public Iterator<Attribution> iterator() {
    return layers.iterator();
  }

  /**
   * As JSON, and as the command line writes it in {@code attribution.json}, but with the values in
   * line: {@code {"layers": […]}}, {@code "leftOut"} where there are such layers, and {@code
   * "prediction"} where it was requested.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(
        "layers", layers.stream().map(Attribution::withoutPrediction).collect(Collectors.toList()));
    if (!leftOut.isEmpty()) {
      map.put("leftOut", leftOut.stream().map(LeftOutLayer::toMap).collect(Collectors.toList()));
    }
    prediction().ifPresent(explained -> map.put("prediction", explained.toMap()));
    return map;
  }

  /** Whether the other has the same values of the same layers, in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributions attributions && parts().equals(attributions.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<Object> parts() {
    return List.of(layers, leftOut);
  }

  @Override
  public String toString() {
    return "Attributions" + layers;
  }

  private String names() {
    return layers.stream().map(Attribution::layer).collect(Collectors.joining(", "));
  }
}
