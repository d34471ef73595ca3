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
 * The nodes of a plan that may round differently from the model as it is served: whatever depends
 * on them changes by rounding only. Not so where an op behind the explained layers, such as a ReLU,
 * is not differentiable: rounding may move a value to the other side of that point, where the
 * gradient differs.
 */
final class RoundingInsensitiveNodes {
  /** The plan's own choices of the largest class or neuron: rounding may break a tie either way. */
  private static final Set<String> TIES = Set.of("ArgMax", "TopKV2");

  private final PlanNodes nodes;
  private final Consumers consumers;
  private final Set<String> explained;
  private final Set<String> sensitive = new HashSet<>();

  private RoundingInsensitiveNodes(PlanNodes nodes) {
    this.nodes = nodes;
    this.consumers = Consumers.of(nodes);
    this.explained = behind(nodes.explained());
  }

  static RoundingInsensitiveNodes of(PlanNodes nodes) {
    RoundingInsensitiveNodes insensitive = new RoundingInsensitiveNodes(nodes);
    insensitive.findSensitive();
    return insensitive;
  }

  /** The consumers that this was computed from. */
  Consumers consumers() {
    return consumers;
  }

  boolean contains(FlatNode node) {
    return !sensitive.contains(node.name());
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

  private void findSensitive() {
    Deque<TensorRef> open = new ArrayDeque<>();
    nodes.all().forEach(node -> open.addAll(roundingSensitive(node)));
    while (!open.isEmpty()) {
      FlatNode node = nodes.node(open.pop());
      if (sensitive.add(node.name())
          && !isTie(node)
          && RoundingSensitivity.of(node) != RoundingSensitivity.SHAPE_ONLY) {
        open.addAll(node.inputs());
      }
    }
  }

  /** The inputs whose rounding may change more than the rounding of a node's result or gradient. */
  private List<TensorRef> roundingSensitive(FlatNode node) {
    return switch (RoundingSensitivity.of(node)) {
      case SHAPE_ONLY, SMOOTH -> List.of();
      case NON_DIFFERENTIABLE -> isBehindLayers(node) ? node.inputs() : List.of();
      case SINGULAR_AT_ZERO ->
          isBehindLayers(node) && !isKeptFromZero(node) ? node.inputs() : List.of();
      case SELECTING -> RoundingSensitivity.deciding(node);
      case DISCONTINUOUS -> isTie(node) ? List.of() : node.inputs();
    };
  }

  private boolean isBehindLayers(FlatNode node) {
    return nodes.isOfModel(node) && explained.contains(node.name());
  }

  /** A constant, or a value with a positive constant added, as in layer normalisation. */
  private boolean isKeptFromZero(FlatNode node) {
    FlatNode source = nodes.source(node.inputs().get(node.inputs().size() - 1));
    boolean added = source.op().equals("AddV2") || source.op().equals("Add");
    return source.op().equals("Const")
        || (added && source.inputs().stream().anyMatch(this::isPositive));
  }

  private boolean isPositive(TensorRef tensor) {
    OptionalDouble scalar = ScalarConstants.of(nodes, tensor);
    return scalar.isPresent() && scalar.getAsDouble() > 0;
  }

  private boolean isTie(FlatNode node) {
    return TIES.contains(node.op()) && !nodes.isOfModel(node);
  }
}
