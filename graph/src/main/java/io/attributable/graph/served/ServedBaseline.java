package io.attributable.graph.served;

import org.tensorflow.proto.TensorProto;

/** The baseline of an input, as a signature knows it before it is asked. */
public sealed interface ServedBaseline {

  /** The same number for every element. */
  record Filling(double value) implements ServedBaseline {}

  /**
   * Rows that are written into the model.
   *
   * @param rows {@code [rows, …]}, of the input's type
   */
  record Rows(TensorProto rows) implements ServedBaseline {}

  /** The input itself, which then does not move. */
  record Input() implements ServedBaseline {}
}
