package io.attributable.tensorflow.rules;

import java.util.List;

/**
 * An op's gradients to compute.
 *
 * @param seeds the weights of the outputs
 */
record GradientCase(OpNode node, Knowledge known, List<Value> seeds) {
  @Override
  public String toString() {
    return node + " knowing " + known;
  }
}
