package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Adds a bias to all steps of a sequence at once, where unrolled loops add it in each: that of an
 * LSTM to the inputs of its gates before the loop, in place of to their sums in each step.
 *
 * <p>{@code (x + h) + b} becomes {@code (x + b) + h}, where {@code x} is an item of the sequence;
 * so the last digits change.
 */
final class SequenceBiases {
  private static final Set<String> SUMS = Set.of("AddV2", "Add");

  private final PlanNodes nodes;
  private final RoundingInsensitiveNodes insensitive;
  private final Consumers consumers;

  /** By what they replace, sums of an item that has its bias already. */
  private final Map<String, FlatNode> sums = new HashMap<>();

  /** Sums of an item and its bias alone are the item. */
  private final Map<TensorRef, TensorRef> moved = new HashMap<>();

  /**
   * An item that a bias is added to.
   *
   * @param other what is added before, if anything is
   * @param biased the last sum
   */
  private record BiasedItem(
      TensorRef item, Optional<TensorRef> other, TensorRef bias, FlatNode biased) {}

  private SequenceBiases(PlanNodes nodes) {
    this.nodes = nodes;
    this.insensitive = RoundingInsensitiveNodes.of(nodes);
    this.consumers = insensitive.consumers();
  }

  static void in(PlanNodes nodes) {
    if (nodes.all().stream().anyMatch(node -> node.op().equals("Unpack"))) {
      SequenceBiases biases = new SequenceBiases(nodes);
      nodes.replace(biases::biased);
      nodes.replace(node -> List.of(biases.sums.getOrDefault(node.name(), node)));
      nodes.rewire(biases.moved);
      nodes.prune();
    }
  }

  private List<FlatNode> biased(FlatNode unpack) {
    return items(unpack).map(items -> biased(unpack, items)).orElseGet(() -> List.of(unpack));
  }

  /** What all items that are used are added to; empty unless all have the same bias. */
  private Optional<List<BiasedItem>> items(FlatNode unpack) {
    if (!unpack.op().equals("Unpack")
        || OptionalAttributes.number(unpack, "axis") != 0
        || nodes.isFixed(unpack)
        || !unpack.controls().isEmpty()) {
      return Optional.empty();
    }
    List<BiasedItem> items = new ArrayList<>();
    for (int i = 0; i < unpack.outputs().size(); i++) {
      List<FlatNode> takers = consumers.of(unpack.output(i));
      if (!takers.isEmpty()) {
        Optional<BiasedItem> item =
            takers.size() == 1 ? item(unpack.output(i), takers.get(0)) : Optional.empty();
        if (item.isEmpty()) {
          return Optional.empty();
        }
        items.add(item.get());
      }
    }
    return items.stream().map(BiasedItem::bias).distinct().count() == 1
        ? Optional.of(items)
        : Optional.empty();
  }

  private Optional<BiasedItem> item(TensorRef item, FlatNode taker) {
    if (isBiased(taker, item) && isBias(other(taker, item), item)) {
      return nodes.isFixed(taker)
          ? Optional.empty()
          : Optional.of(new BiasedItem(item, Optional.empty(), other(taker, item), taker));
    }
    return isSum(taker) && isAsLarge(other(taker, item), item)
        ? consumers.only(taker).flatMap(biased -> item(item, taker, biased))
        : Optional.empty();
  }

  private Optional<BiasedItem> item(TensorRef item, FlatNode sum, FlatNode biased) {
    if (!isBiased(biased, sum.output(0))) {
      return Optional.empty();
    }
    TensorRef bias = other(biased, sum.output(0));
    return isBias(bias, item)
        ? Optional.of(new BiasedItem(item, Optional.of(other(sum, item)), bias, biased))
        : Optional.empty();
  }

  private boolean isSum(FlatNode node) {
    return SUMS.contains(node.op()) && node.controls().isEmpty() && insensitive.contains(node);
  }

  private boolean isBiased(FlatNode node, TensorRef value) {
    return (isSum(node) || isAddedBias(node, value)) && !nodes.isFed(node);
  }

  private boolean isAddedBias(FlatNode node, TensorRef value) {
    return node.op().equals("BiasAdd")
        && node.inputs().get(0).equals(value)
        && node.controls().isEmpty()
        && insensitive.contains(node);
  }

  private static TensorRef other(FlatNode sum, TensorRef one) {
    List<TensorRef> inputs = sum.inputs();
    return inputs.get(inputs.get(0).equals(one) ? 1 : 0);
  }

  /** Rows of as many numbers. */
  private boolean isAsLarge(TensorRef other, TensorRef item) {
    Shape a = nodes.tensor(other).shape();
    Shape b = nodes.tensor(item).shape();
    return isRows(a) && isRows(b) && a.get(1) == b.get(1);
  }

  private static boolean isRows(Shape shape) {
    return !shape.isUnknown() && shape.numDimensions() == 2 && shape.get(1) > 0;
  }

  /** One number for each column, which no step computes. */
  private boolean isBias(TensorRef bias, TensorRef item) {
    Shape shape = nodes.tensor(bias).shape();
    Shape rows = nodes.tensor(item).shape();
    return !shape.isUnknown()
        && shape.numDimensions() == 1
        && isRows(rows)
        && shape.get(0) == rows.get(1)
        && nodes.source(bias).inputs().isEmpty();
  }

  private List<FlatNode> biased(FlatNode unpack, List<BiasedItem> items) {
    TensorRef sequence = unpack.inputs().get(0);
    FlatNode.Output known = nodes.tensor(sequence);
    FlatNode sum =
        NodeBuilder.of("BiasAdd")
            .input(sequence, known.type())
            .input(items.get(0).bias(), known.type())
            .shape(known.shape())
            .beside(unpack, nodes.freeName(unpack.name() + "/biased"));
    items.forEach(item -> replace(item, known.type()));
    return List.of(sum, unpack.withInputs(List.of(sum.output(0))));
  }

  private void replace(BiasedItem item, DataType type) {
    FlatNode biased = item.biased();
    item.other()
        .ifPresentOrElse(
            other ->
                sums.put(
                    biased.name(),
                    NodeBuilder.of("AddV2")
                        .input(item.item(), type)
                        .input(other, type)
                        .inPlaceOf(biased)),
            () -> moved.put(biased.output(0), item.item()));
  }
}
