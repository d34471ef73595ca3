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
 * The attributions of several layers from one run, in the order in which they were asked for. A
 * layer upstream of another has its total derivative. Immutable, on the Java heap.
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
   * @param leftOut the layers that cannot be explained, where all were asked for
   */
  public Attributions(List<Attribution> layers, List<LeftOutLayer> leftOut) {
    NonNull.all(layers, "layers");
    NonNull.all(leftOut, "leftOut");
    this.layers = List.copyOf(layers);
    this.leftOut = List.copyOf(leftOut);
  }

  /** One attribution per layer that was asked for. */
  public List<Attribution> layers() {
    return layers;
  }

  /**
   * The attribution of a layer, by the address it was asked for with.
   *
   * @throws AttributionException NOT_REQUESTED if it was not asked for
   */
  public Attribution get(String layer) {
    Objects.requireNonNull(layer, "layer");
    return layers.stream()
        .filter(attribution -> attribution.layer().equals(layer))
        .findFirst()
        .orElseThrow(() -> new AttributionException(ErrorCode.NOT_REQUESTED, layer, names()));
  }

  /**
   * Where all layers were asked for, those that cannot be explained towards the output, with what a
   * request for each fails with; in the order of the data.
   */
  public List<LeftOutLayer> leftOut() {
    return leftOut;
  }

  /** The explained output of the same run, where the request asked for it. */
  public Optional<Prediction> prediction() {
    return layers.isEmpty() ? Optional.empty() : layers.get(0).prediction();
  }

  @Override
  public Iterator<Attribution> iterator() {
    return layers.iterator();
  }

  /**
   * As JSON has it, and as the command line writes it in {@code attribution.json}, but for the
   * numbers, which are in place: {@code {"layers": […]}}, {@code "leftOut"} where layers were, and
   * {@code "prediction"} where it was asked for.
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

  /** Whether the other says the same: the same numbers of the same layers, in the same order. */
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
