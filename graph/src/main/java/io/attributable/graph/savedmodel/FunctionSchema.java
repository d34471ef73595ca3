package io.attributable.graph.savedmodel;

import io.attributable.model.FunctionDescription;
import java.util.List;
import java.util.Optional;

/**
 * A concrete function of Python's objects, which can be named in place of a signature.
 *
 * @param signature what names it, such as {@code call:__call__@training=False}
 * @param arguments what it was traced with, as Python writes it: tensors by the names of the inputs
 * @param inputs in the function's order
 * @param outputs in the function's order
 * @param obstacle why it cannot be served; empty if it can
 */
public record FunctionSchema(
    String signature,
    String arguments,
    List<TensorSchema> inputs,
    List<TensorSchema> outputs,
    Optional<String> obstacle) {
  /** Copies the lists. */
  public FunctionSchema {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** What users see of it. */
  public FunctionDescription describe() {
    return new FunctionDescription(
        signature,
        arguments,
        inputs.stream().map(TensorSchema::describe).toList(),
        outputs.stream().map(TensorSchema::describe).toList(),
        obstacle);
  }
}
