package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  /** Problems of layers that are there, but have no tensor that could be explained. */
  static final Set<ErrorCode> TELLING =
      EnumSet.of(
          ErrorCode.LAYER_WITHOUT_FLOATS,
          ErrorCode.LAYER_INSIDE_LOOP,
          ErrorCode.LAYER_INSIDE_BRANCH);

  /** Copies the lists. */
  public LayerPreflight {
    remedies = List.copyOf(remedies);
    notes = List.copyOf(notes);
  }

  /** Whether there is a tensor that reaches the output or fails to. */
  public boolean hasTensors() {
    return problem.map(AttributionException::code).filter(TELLING::contains).isEmpty();
  }

  /** Whether a request for this layer and output will be answered, as far as the model goes. */
  public boolean explainable() {
    return problem.isEmpty();
  }
}
