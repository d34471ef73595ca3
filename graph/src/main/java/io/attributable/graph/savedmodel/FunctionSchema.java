package io.attributable.graph.savedmodel;

import io.attributable.model.FunctionDescription;
import java.util.List;
import java.util.Optional;

/**
 * A concrete function of Python's objects, which can be named instead of a signature.
 *
 * @param signature its name in requests, such as {@code call:__call__@training=False}
 * @param arguments those it was traced with, in Python's syntax: tensors by the names of the inputs
 * @param inputs in the function's order
 * @param outputs in the function's order
 * @param obstacle the reason why it cannot be served; empty if it can
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
