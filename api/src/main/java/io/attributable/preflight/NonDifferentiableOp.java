package io.attributable.preflight;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The op that blocks gradients between a layer and an output. Immutable, safe for any number of
 * threads.
 *
 * @param op the op's type, such as {@code ArgMax}
 * @param node the node in the author's scopes, such as {@code model/best/ArgMax}
 * @param layer the layer that contains the node, if any
 */
public record NonDifferentiableOp(String op, String node, Optional<String> layer) {
  /** Requires all. */
  public NonDifferentiableOp {
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(layer, "layer");
  }

  /** As JSON: {@code {"op": "ArgMax", "node": …, "layer": …}}, where null is no layer. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("op", op);
    map.put("node", node);
    map.put("layer", layer.orElse(null));
    return map;
  }
}
