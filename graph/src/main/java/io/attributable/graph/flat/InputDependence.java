package io.attributable.graph.flat;

import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashSet;
import java.util.Set;

/**
 * Which nodes' values depend on the signature's inputs. Weights do not; neither does what is made
 * of an input's shape alone.
 */
public final class InputDependence {

  private final FlatGraph graph;
  private final Set<String> dependent = new HashSet<>();

  private InputDependence(FlatGraph graph) {
    this.graph = graph;
    graph.nodes().forEach(this::visit);
  }

  /** Traverses the graph once. */
  public static InputDependence of(FlatGraph graph) {
    return new InputDependence(graph);
  }

  /** Whether an op takes its input's shape and not its values. */
  public static boolean looksAtShapeOnly(FlatNode node) {
    return OpTrait.READS_SHAPE.is(node.op());
  }

  /** Whether a tensor's values depend on an input, or are one. */
  public boolean dependsOnInputs(TensorRef tensor) {
    return graph.isFed(tensor) || dependent.contains(tensor.node());
  }

  private void visit(FlatNode node) {
    if (!looksAtShapeOnly(node) && node.inputs().stream().anyMatch(this::dependsOnInputs)) {
      dependent.add(node.name());
    }
  }
}
