package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ConstantIntegers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Removes nodes that hand their input on as it is, as static shapes show: to reshape to the same
 * shape, to transpose nothing, to sum along axes of one element. Each costs about a microsecond,
 * and a transformer has hundreds: gradients undo a broadcasting that depends on sizes.
 */
final class StaticNoOps {
  private static final Set<String> RESHAPING = Set.of("Reshape", "ExpandDims", "Squeeze");
  private static final Set<String> REDUCING = Set.of("Sum", "Mean", "Max", "Min", "Prod");
  private static final Set<String> STRETCHING = Set.of("BroadcastTo", "Tile");

  private final PlanNodes nodes;
  private final Map<TensorRef, TensorRef> moved = new HashMap<>();

  private StaticNoOps(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    StaticNoOps removed = new StaticNoOps(nodes);
    nodes.replace(removed::visit);
    nodes.rewire(removed.moved);
    nodes.prune();
  }

  private List<FlatNode> visit(FlatNode node) {
    if (nodes.isFed(node) || !node.controls().isEmpty() || node.inputs().isEmpty()) {
      return List.of(node);
    }
    if (handsOn(node)) {
      moved.put(node.output(0), node.inputs().get(0));
      return List.of(node);
    }
    return keepsElements(node) && Types.isStatic(node.outputs().get(0).shape())
        ? reshape(node)
        : List.of(node);
  }

  private boolean handsOn(FlatNode node) {
    return OpTrait.PASSES_WITHOUT_GRADIENT.is(node.op())
        || node.op().equals("Identity")
        || (keepsElements(node) && isAlike(node))
        || (STRETCHING.contains(node.op()) && isAlike(node))
        || (node.op().equals("Transpose") && isIdentity(node));
  }

  /** Whether the result has the input's elements in their order. */
  private boolean keepsElements(FlatNode node) {
    if (RESHAPING.contains(node.op())) {
      return true;
    }
    if (!REDUCING.contains(node.op())) {
      return false;
    }
    Shape from = shape(node.inputs().get(0));
    Shape to = node.outputs().get(0).shape();
    return Types.isStatic(from)
        && Types.isStatic(to)
        && from.size() == to.size()
        && from.size() > 0;
  }

  private boolean isAlike(FlatNode node) {
    Shape from = shape(node.inputs().get(0));
    return Types.isStatic(from) && from.equals(node.outputs().get(0).shape());
  }

  private boolean isIdentity(FlatNode node) {
    Optional<int[]> order = ConstantIntegers.ints(nodes.source(node.inputs().get(1)));
    return order
        .filter(axes -> IntStream.range(0, axes.length).allMatch(axis -> axes[axis] == axis))
        .isPresent();
  }

  private Shape shape(TensorRef tensor) {
    return nodes.tensor(tensor).shape();
  }

  /** Of what it reshapes in the end: several in a row are one. */
  private List<FlatNode> reshape(FlatNode node) {
    FlatNode size =
        FoldedConstants.constant(
            node,
            nodes.freeName(node.name() + "/size"),
            IntegerVectors.proto(DataType.DT_INT64, node.outputs().get(0).shape().asArray()));
    FlatNode reshape =
        NodeBuilder.of("Reshape")
            .input(source(node), node.outputs().get(0).type())
            .input(size)
            .inPlaceOf(node);
    return List.of(size, reshape);
  }

  private TensorRef source(FlatNode node) {
    TensorRef source = node.inputs().get(0);
    FlatNode maker = nodes.node(source);
    while (maker.controls().isEmpty()
        && !nodes.isFed(maker)
        && !maker.inputs().isEmpty()
        && (keepsElements(maker) || handsOn(maker))) {
      source = maker.inputs().get(0);
      maker = nodes.node(source);
    }
    return source;
  }
}
