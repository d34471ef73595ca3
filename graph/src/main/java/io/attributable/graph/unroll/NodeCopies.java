package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies nodes of a function to where it is called. Not thread-safe. */
final class NodeCopies {
  private final String prefix;
  private final FlatNode like;
  private final Map<TensorRef, TensorRef> tensors;

  private NodeCopies(String prefix, FlatNode like, Map<TensorRef, TensorRef> tensors) {
    this.prefix = prefix;
    this.like = like;
    this.tensors = tensors;
  }

  /**
   * Copies one run of a function.
   *
   * @param prefix of the copies' names
   * @param like calls the function
   * @param values of its arguments
   */
  static NodeCopies of(
      String prefix, FlatNode like, FunctionGraph function, List<TensorRef> values) {
    Map<TensorRef, TensorRef> tensors = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      tensors.put(function.arguments().get(i), values.get(i));
    }
    return new NodeCopies(prefix, like, tensors);
  }

  /** Copies that take from these ones; what they are bound to themselves comes first. */
  NodeCopies beside(NodeCopies other) {
    Map<TensorRef, TensorRef> all = new HashMap<>(other.tensors);
    all.putAll(tensors);
    return new NodeCopies(prefix, like, all);
  }

  /** The copy of a tensor of the function. */
  TensorRef tensor(TensorRef inside) {
    TensorRef outside = tensors.get(inside);
    if (outside == null) {
      throw new IllegalStateException("not copied: " + inside);
    }
    return outside;
  }

  List<TensorRef> tensors(List<TensorRef> inside) {
    return inside.stream().map(this::tensor).toList();
  }

  /** Maps a tensor to another one, instead of copying a node that passes it on. */
  void alias(TensorRef inside, TensorRef same) {
    tensors.put(inside, tensor(same));
  }

  /**
   * Copies a node. What it waited for in the function only ordered checks and reads; those that
   * read wait for what the caller waits for.
   */
  FlatNode copy(FlatNode node) {
    FlatNode copy =
        node.withName(prefix + node.name(), node.scopedName(), like.instance())
            .withInputs(tensors(node.inputs()))
            .withControls(node.definition().getIsStateful() ? like.controls() : List.of());
    for (int i = 0; i < node.outputs().size(); i++) {
      tensors.put(node.output(i), copy.output(i));
    }
    return copy;
  }
}
