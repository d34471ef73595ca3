package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;

/**
 * Multiplies all steps of a sequence by a matrix at once, where unrolled loops multiply one after
 * the other: the inputs of a recurrent layer by its kernel, and the gradients of its gates by the
 * transposed kernel. One product of a tall matrix takes a fraction of what as many of single rows
 * take, each of which reads the whole kernel.
 *
 * <p>Source: cuDNN and torch compute {@code W x_t} of all steps beforehand alike (Appleyard,
 * Kocisky and Blunsom, "Optimizing performance of recurrent neural networks on GPUs", 2016, section
 * 3.2).
 */
final class SequenceProducts {
  private final PlanNodes nodes;
  private final RoundingInsensitiveNodes insensitive;
  private final Consumers consumers;

  /** What products of the items of a sequence have in common. */
  private record Key(String sequence, TensorRef matrix, boolean transposed) {}

  private SequenceProducts(PlanNodes nodes) {
    this.nodes = nodes;
    this.insensitive = RoundingInsensitiveNodes.of(nodes);
    this.consumers = insensitive.consumers();
  }

  static void in(PlanNodes nodes) {
    if (nodes.all().stream().anyMatch(node -> node.op().equals("Unpack"))) {
      new SequenceProducts(nodes).multiplyItems();
      SequenceBiases.in(nodes);
    }
    if (nodes.all().stream().anyMatch(node -> node.op().equals("Pack"))) {
      SequenceProducts packed = new SequenceProducts(nodes);
      nodes.replace(packed::multipliedWhole);
    }
  }

  private void multiplyItems() {
    Map<Key, List<FlatNode>> groups = new LinkedHashMap<>();
    for (FlatNode node : nodes.all()) {
      if (isProduct(node) && isItem(node.inputs().get(0))) {
        Key key = new Key(node.inputs().get(0).node(), node.inputs().get(1), isTransposed(node));
        groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(node);
      }
    }
    Map<TensorRef, TensorRef> moved = new HashMap<>();
    Map<String, List<FlatNode>> added = new HashMap<>();
    groups.forEach((key, products) -> multiply(key, products, moved, added));
    nodes.replace(
        node -> {
          List<FlatNode> all = new ArrayList<>(List.of(node));
          all.addAll(added.getOrDefault(node.name(), List.of()));
          return all;
        });
    nodes.rewire(moved);
    nodes.prune();
  }

  /** Of a part of a sequence, most of the product would be for nothing. */
  private void multiply(
      Key key,
      List<FlatNode> products,
      Map<TensorRef, TensorRef> moved,
      Map<String, List<FlatNode>> added) {
    FlatNode unpack = nodes.node(new TensorRef(key.sequence(), 0));
    int steps = unpack.outputs().size();
    FlatNode first = products.get(0);
    Shape whole = withSteps(first.outputs().get(0).shape(), steps);
    if (products.size() < 2 || products.size() * 2 < steps || !TallProduct.isRestorable(whole)) {
      return;
    }
    FlatNode like =
        NodeBuilder.of("Identity")
            .input(unpack.inputs().get(0), first.outputs().get(0).type())
            .shape(whole)
            .beside(first, nodes.freeName(first.name() + "/all_steps"));
    List<FlatNode> written =
        new ArrayList<>(
            new TallProduct(
                    unpack.inputs().get(0), key.matrix(), first.attribute("transpose_b"), whole)
                .inPlaceOf(like, nodes, depth(first)));
    FlatNode items =
        NodeBuilder.of("Unpack")
            .input(written.get(written.size() - 1))
            .with("num", unpack.attribute("num"))
            .beside(first, nodes.freeName(first.name() + "/steps"))
            .withOutputs(Collections.nCopies(steps, first.outputs().get(0)));
    written.add(items);
    added.computeIfAbsent(first.name(), unused -> new ArrayList<>()).addAll(written);
    products.forEach(
        product -> moved.put(product.output(0), items.output(product.inputs().get(0).index())));
  }

  /** Products that are packed are made of what is packed instead. */
  private List<FlatNode> multipliedWhole(FlatNode pack) {
    if (!pack.op().equals("Pack") || axis(pack) != 0 || pack.inputs().size() < 2) {
      return List.of(pack);
    }
    List<FlatNode> products = pack.inputs().stream().map(nodes::node).toList();
    FlatNode first = products.get(0);
    Set<TensorRef> different = new HashSet<>(pack.inputs());
    boolean apply =
        different.size() == products.size()
            && !nodes.isFed(pack)
            && TallProduct.isRestorable(pack.outputs().get(0).shape())
            && pack.outputs().get(0).shape().numDimensions() == 3
            && products.stream().allMatch(node -> isPacked(node) && isAlike(node, first));
    return apply ? multipliedWhole(pack, products) : List.of(pack);
  }

  private List<FlatNode> multipliedWhole(FlatNode pack, List<FlatNode> products) {
    FlatNode first = products.get(0);
    NodeBuilder packed = NodeBuilder.of("Pack");
    products.forEach(
        product -> packed.input(product.inputs().get(0), pack.outputs().get(0).type()));
    FlatNode factors =
        packed
            .shape(withSteps(nodes.tensor(first.inputs().get(0)).shape(), products.size()))
            .beside(pack, nodes.freeName(pack.name() + "/factors"));
    List<FlatNode> written = new ArrayList<>(List.of(factors));
    written.addAll(
        new TallProduct(
                factors.output(0),
                first.inputs().get(1),
                first.attribute("transpose_b"),
                pack.outputs().get(0).shape())
            .inPlaceOf(pack, nodes, depth(first)));
    return written;
  }

  private static Shape withSteps(Shape shape, long steps) {
    return shape.isUnknown() ? shape : Shape.of(steps).append(shape);
  }

  private boolean isItem(TensorRef tensor) {
    FlatNode node = nodes.node(tensor);
    return node.op().equals("Unpack")
        && axis(node) == 0
        && !nodes.isFed(node)
        && node.controls().isEmpty();
  }

  private static long axis(FlatNode node) {
    return OptionalAttributes.number(node, "axis");
  }

  private boolean isPacked(FlatNode node) {
    return isProduct(node) && consumers.only(node).isPresent();
  }

  private static boolean isAlike(FlatNode node, FlatNode other) {
    return node.inputs().get(1).equals(other.inputs().get(1))
        && isTransposed(node) == isTransposed(other);
  }

  private static boolean isTransposed(FlatNode node) {
    return node.attribute("transpose_b").getB();
  }

  /** Of rows, by a matrix that none of them has a part in. */
  private boolean isProduct(FlatNode node) {
    if (!node.op().equals("MatMul") || nodes.isFixed(node) || !node.controls().isEmpty()) {
      return false;
    }
    AttrValue rowsTransposed = node.attribute("transpose_a");
    Shape rows = nodes.tensor(node.inputs().get(0)).shape();
    return !rowsTransposed.getB()
        && Types.isFloat(node.outputs().get(0).type())
        && !rows.isUnknown()
        && rows.numDimensions() == 2
        && rows.get(1) > 0
        && insensitive.contains(node);
  }

  private long depth(FlatNode product) {
    return nodes.tensor(product.inputs().get(0)).shape().get(1);
  }
}
