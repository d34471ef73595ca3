package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import java.util.List;
import java.util.Optional;

/**
 * Whether one side of a layer can be explained towards one output, and if not, what to do.
 *
 * @param layer the layer's address
 * @param port its side
 * @param output the output's name or address
 * @param reachable whether the output's values depend on the layer's
 * @param differentiable whether gradients flow from the output to the layer: to some tensor of it,
 *     and no op without a gradient keeps them from another
 * @param blockade where they end, if there is a way that they cannot go
 * @param problem what explaining would fail with; empty if it can be done
 * @param remedies what to do instead, each a sentence, the best one first
 * @param notes what else there is to know
 * @param unused the layer's tensors that no gradient gets to, beside those that can be explained
 */
public record LayerPreflight(
    String layer,
    Port port,
    String output,
    boolean reachable,
    boolean differentiable,
    Optional<NonDifferentiableOp> blockade,
    Optional<AttributionException> problem,
    List<String> remedies,
    List<PreflightNote> notes,
    List<UnusedTensor> unused) {
  /** Copies the lists. */
  public LayerPreflight {
    remedies = List.copyOf(remedies);
    notes = List.copyOf(notes);
    unused = List.copyOf(unused);
  }

  /** Whether there is a tensor that reaches the output or fails to. */
  public boolean hasTensors() {
    return problem.filter(LayerPreflight::saysThereIsNone).isEmpty();
  }

  /** Whether there is nothing but integers, booleans or text at this side. */
  public boolean isWithoutFloats() {
    return problem
        .map(AttributionException::code)
        .equals(Optional.of(ErrorCode.LAYER_WITHOUT_FLOATS));
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
