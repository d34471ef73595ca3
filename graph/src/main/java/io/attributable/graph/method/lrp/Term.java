package io.attributable.graph.method.lrp;

/**
 * One application of a layer's linear op: with other weights, to something else.
 *
 * @param sign 1 or -1
 * @param data of what enters the layer
 * @param weights of the weights
 * @param bias of what is added
 */
record Term(int sign, Part data, Part weights, Part bias) {
  Term(Part data, Part weights, Part bias) {
    this(1, data, weights, bias);
  }

  Term withoutBias() {
    return new Term(sign, data, weights, Part.NONE);
  }
}
