package io.attributable.tensorflow.rules;

import io.attributable.graph.tensor.TensorRef;
import org.tensorflow.proto.NodeDef;

/** A graph's nodes under a name of their own, beside those of other graphs. */
record Prefix(String name) {
  /** One for each place in a list. */
  static Prefix of(int place) {
    return new Prefix("case_" + place + "/");
  }

  String in(String node) {
    return name + node;
  }

  TensorRef in(TensorRef tensor) {
    return new TensorRef(in(tensor.node()), tensor.index());
  }

  NodeDef in(NodeDef node) {
    NodeDef.Builder named = node.toBuilder().setName(in(node.getName())).clearInput();
    for (String input : node.getInputList()) {
      named.addInput(input.startsWith("^") ? "^" + in(input.substring(1)) : in(input));
    }
    return named.build();
  }
}
