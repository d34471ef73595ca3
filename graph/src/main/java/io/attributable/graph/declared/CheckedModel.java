package io.attributable.graph.declared;

import java.util.List;

/**
 * A declared model and what its file has for it.
 *
 * @param declared what was declared
 * @param inputs the signature's inputs, sorted by name
 * @param outputs the signature's outputs, sorted by name
 * @param layers the declared layers, in the declaration's order
 * @param graph the signature's graph
 */
public record CheckedModel(
    DeclaredModel declared,
    List<ModelTensor> inputs,
    List<ModelTensor> outputs,
    List<CheckedLayer> layers,
    BoundGraph graph) {

  /** Copies the lists. */
  public CheckedModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }
}
