package io.attributable.tensorflow.rules;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An op's gradients to compute.
 *
 * @param seeds the weights of the outputs
 */
record GradientCase(OpNode node, Knowledge known, List<Value> seeds) {
  /** The same for cases that are the same to TensorFlow and to rules. */
  Object key() {
    return List.of(
        OneOpGraph.file(node, known),
        node.varied(),
        node.used(),
        node.inputs().stream().map(GradientCase::numbers).toList(),
        seeds.stream().map(GradientCase::numbers).toList());
  }

  private static List<Object> numbers(Value value) {
    return List.of(value.type(), value.shape(), DoubleStream.of(value.numbers()).boxed().toList());
  }

  @Override
  public String toString() {
    return node + " knowing " + known;
  }
}
