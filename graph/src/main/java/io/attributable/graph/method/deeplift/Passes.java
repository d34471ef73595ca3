package io.attributable.graph.method.deeplift;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.function.UnaryOperator;
import org.tensorflow.proto.DataType;

/** The tensors of the pass at the inputs, and the same of the pass at the baselines. Immutable. */
final class Passes {
  private final FlatGraph graph;
  private final UnaryOperator<TensorRef> baseline;
  private final Changes changes;

  /**
   * Looks at a graph with both passes.
   *
   * @param graph what is differentiated
   * @param inputs where the passes begin to differ, in the pass at the inputs
   * @param baseline finds a tensor of the pass at the inputs in that at the baselines
   */
  Passes(FlatGraph graph, Collection<TensorRef> inputs, UnaryOperator<TensorRef> baseline) {
    this.graph = graph;
    this.baseline = baseline;
    this.changes = Changes.of(graph, inputs);
  }

  /** Whether a graph is the one with both passes, and not the body of a loop in it. */
  boolean isIn(FlatGraph other) {
    return other == graph;
  }

  /** A tensor's value at the baselines; what no example has a part in is its own. */
  TensorRef baseline(TensorRef tensor) {
    return baseline.apply(tensor);
  }

  /** The node that computes at the baselines what a node does at the inputs. */
  FlatNode baseline(FlatNode node) {
    return graph.node(baseline(node.output(0)).node());
  }

  /** The type of a tensor. */
  DataType type(TensorRef tensor) {
    return graph.type(tensor);
  }

  /** What may be different between both passes. */
  Changes changes() {
    return changes;
  }

  /** Whether a tensor's values may be others at the baselines. */
  boolean varies(TensorRef tensor) {
    return changes.of(tensor) != Changes.Kind.NONE;
  }

  /** Whether some input of a node varies beside those at some positions. */
  boolean variesBeside(FlatNode node, int... positions) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if (varies(node.inputs().get(i)) && !contains(positions, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(int[] positions, int position) {
    for (int some : positions) {
      if (some == position) {
        return true;
      }
    }
    return false;
  }
}
