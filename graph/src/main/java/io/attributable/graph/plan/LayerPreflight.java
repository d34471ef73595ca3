package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.Port;
import java.util.List;
import java.util.Optional;

/**
 * Whether one side of a layer can be explained towards one output, and if not, what to do.
 *
 * @param layer the layer's address
 * @param port its side
 * @param output the output's name or address
 * @param reachable whether the output's values depend on the layer's
 * @param differentiable whether gradients flow from the output to all tensors of the layer
 * @param blockade where they end, if there is a way that they cannot go
 * @param problem what explaining would fail with; empty if it can be done
 * @param remedies what to do instead, each a sentence, the best one first
 * @param notes what else there is to know
 */
public record LayerPreflight(
    String layer,
    Port port,
    String output,
    boolean reachable,
    boolean differentiable,
    Optional<Blockade> blockade,
    Optional<AttributionException> problem,
    List<String> remedies,
    List<PreflightNote> notes) {
  /** Copies the lists. */
  public LayerPreflight {
    remedies = List.copyOf(remedies);
    notes = List.copyOf(notes);
  }

  /** Whether there is a tensor that reaches the output or fails to. */
  public boolean hasTensors() {
    return problem.filter(LayerPreflight::saysThereIsNone).isEmpty();
  }

  /** Whether a problem is that of a layer that is there, but has no tensor to be explained. */
  static boolean saysThereIsNone(AttributionException problem) {
    return switch (problem.code()) {
      case LAYER_WITHOUT_FLOATS, LAYER_INSIDE_LOOP, LAYER_INSIDE_BRANCH -> true;
      default -> false;
    };
  }

  /** Whether a request for this layer and output will be answered, as far as the model goes. */
  public boolean explainable() {
    return problem.isEmpty();
  }
}
