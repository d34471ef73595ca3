package io.attributable.tensorflow.internal.gradient;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes that TensorFlow's native gradient of an op consists of, ready to be copied.
 *
 * @param nodes in topological order; their inputs name each other or the scratch graph's stand-ins
 * @param results the gradient of each needed input that has one
 */
record NativeGradient(List<FlatNode> nodes, Map<Integer, TensorRef> results) {

  /** Copies the nodes next to a node of the real graph. */
  Map<Integer, TensorRef> copyInto(RuleContext context, Map<Integer, TensorRef> outputGradients) {
    Map<TensorRef, TensorRef> real = new HashMap<>();
    FlatNode node = context.node();
    for (int i = 0; i < node.inputs().size(); i++) {
      real.put(ScratchGraph.input(i), node.inputs().get(i));
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      real.put(ScratchGraph.output(i), node.output(i));
    }
    outputGradients.forEach((index, ref) -> real.put(ScratchGraph.outputGradient(index), ref));
    copyNodes(context.writer().graph(), real);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    results.forEach((input, ref) -> gradients.put(input, real.getOrDefault(ref, ref)));
    return gradients;
  }

  /** Controls on stand-ins only matter inside loops of TensorFlow 1, where no gradient is taken. */
  private void copyNodes(GraphBuilder graph, Map<TensorRef, TensorRef> real) {
    Map<String, String> names = new HashMap<>();
    for (FlatNode node : nodes) {
      String name = graph.freshName(node.op());
      names.put(node.name(), name);
      List<TensorRef> inputs =
          node.inputs().stream().map(input -> real.getOrDefault(input, input)).toList();
      List<String> controls =
          node.controls().stream().filter(names::containsKey).map(names::get).toList();
      graph.put(node.withName(name, name, 0).withInputs(inputs).withControls(controls));
      for (int i = 0; i < node.outputs().size(); i++) {
        real.put(node.output(i), new TensorRef(name, i));
      }
    }
  }
}
