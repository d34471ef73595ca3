package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The nodes of a plan that may round otherwise than the model as it is served: whatever is computed
 * from them then has other last digits, and no more. Not so where a ReLU behind the explained
 * layers asks on which side of its kink a number lies.
 */
final class RoundingInsensitiveNodes {
  /** Of the plan's own: which class or neuron is the largest, where two are alike to rounding. */
  private static final Set<String> TIES = Set.of("ArgMax", "TopKV2");

  private final PlanNodes nodes;
  private final Consumers consumers;
  private final Set<String> explained;
  private final Set<String> unsteady = new HashSet<>();

  private RoundingInsensitiveNodes(PlanNodes nodes) {
    this.nodes = nodes;
    this.consumers = Consumers.of(nodes);
    this.explained = behind(nodes.explained());
  }

  static RoundingInsensitiveNodes of(PlanNodes nodes) {
    RoundingInsensitiveNodes steady = new RoundingInsensitiveNodes(nodes);
    steady.findUnsteady();
    return steady;
  }

  /** Who took what when this was found out. */
  Consumers consumers() {
    return consumers;
  }

  boolean contains(FlatNode node) {
    return !unsteady.contains(node.name());
  }

  private Set<String> behind(Collection<TensorRef> tensors) {
    Set<String> behind = new HashSet<>();
    Deque<FlatNode> open = new ArrayDeque<>();
    tensors.forEach(tensor -> open.addAll(consumers.of(tensor)));
    while (!open.isEmpty()) {
      FlatNode node = open.pop();
      if (behind.add(node.name())) {
        open.addAll(consumers.of(node));
      }
    }
    return behind;
  }

  private void findUnsteady() {
    Deque<TensorRef> open = new ArrayDeque<>();
    nodes.all().forEach(node -> open.addAll(asked(node)));
    while (!open.isEmpty()) {
      FlatNode node = nodes.node(open.pop());
      if (unsteady.add(node.name())
          && !isTie(node)
          && RoundingSensitivity.of(node) != RoundingSensitivity.UNMOVED) {
        open.addAll(node.inputs());
      }
    }
  }

  /** The inputs whose last digits may decide on more than those of what a node makes. */
  private List<TensorRef> asked(FlatNode node) {
    return switch (RoundingSensitivity.of(node)) {
      case UNMOVED, SMOOTH -> List.of();
      case KINKED -> isBehindLayers(node) ? node.inputs() : List.of();
      case STEEP -> isBehindLayers(node) && !isKeptFromZero(node) ? node.inputs() : List.of();
      case GATE -> RoundingSensitivity.deciding(node);
      case ABRUPT -> isTie(node) ? List.of() : node.inputs();
    };
  }

  private boolean isBehindLayers(FlatNode node) {
    return nodes.isOfModel(node) && explained.contains(node.name());
  }

  /** A constant, or something with a positive number added, as in layer normalisation. */
  private boolean isKeptFromZero(FlatNode steep) {
    FlatNode source = nodes.source(steep.inputs().get(steep.inputs().size() - 1));
    boolean added = source.op().equals("AddV2") || source.op().equals("Add");
    return source.op().equals("Const")
        || (added && source.inputs().stream().anyMatch(this::isPositive));
  }

  private boolean isPositive(TensorRef tensor) {
    OptionalDouble number = ScalarConstants.of(nodes, tensor);
    return number.isPresent() && number.getAsDouble() > 0;
  }

  private boolean isTie(FlatNode node) {
    return TIES.contains(node.op()) && !nodes.isOfModel(node);
  }
}
