package io.attributable.tensorflow.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.LeftOutLayer;
import io.attributable.Target;
import io.attributable.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparison of a model's gradients with central differences on the model itself. Immutable,
 * safe for any number of threads.
 *
 * @param output the output that was explained
 * @param target which value of it
 * @param directions the number of random directions for each tensor
 * @param seed of the random directions
 * @param layers in the order of the request
 * @param leftOut where all layers were requested, those that cannot be explained
 */
public record Verification(
    String output,
    Target target,
    int directions,
    long seed,
    List<LayerVerification> layers,
    List<LeftOutLayer> leftOut) {
  /** Copies the lists. */
  public Verification {
    layers = List.copyOf(layers);
    leftOut = List.copyOf(leftOut);
  }

  /** The verification of layers that were named. */
  public Verification(
      String output, Target target, int directions, long seed, List<LayerVerification> layers) {
    this(output, target, directions, seed, layers, List.of());
  }

  /**
   * As JSON: {@code {"output": …, "target": "7", "directions": 5, "seed": 0, "verdict": "agrees",
   * "leftOut": […], "layers": […]}}. The command line writes the same, after the model, its
   * signature and the generated inputs.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** The same in the words of where it is read. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("output", output);
    map.put("target", target.toString());
    map.put("directions", directions);
    map.put("seed", seed);
    map.put("verdict", verdict().word());
    map.put("leftOut", leftOut.stream().map(layer -> layer.toMap(wording)).toList());
    map.put("layers", layers.stream().map(LayerVerification::toMap).toList());
    return map;
  }

  /** The worst of all layers. */
  public Verdict verdict() {
    return Verdict.worst(layers.stream().map(LayerVerification::verdict).toList());
  }
}
