package io.attributable.graph.preflight;

import io.attributable.UnusedTensor;
import io.attributable.graph.layer.LayerTensors;
import java.util.List;

/**
 * A layer as far as it can be explained towards an output.
 *
 * @param tensors the layer with just the tensors that gradients of the output get to
 * @param unused its other tensors
 */
public record ExplainedLayer(LayerTensors tensors, List<UnusedTensor> unused) {
  /** Copies the list. */
  public ExplainedLayer {
    unused = List.copyOf(unused);
  }
}
