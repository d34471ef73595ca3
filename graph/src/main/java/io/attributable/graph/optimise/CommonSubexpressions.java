package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.OpDef;

/**
 * Common subexpression elimination: equal nodes with equal inputs are computed once.
 *
 * <p>Source: {@code tensorflow/core/grappler/optimizers/common_subgraph_elimination.cc} does the
 * same for whole graphs.
 */
final class CommonSubexpressions {
  /** Weights are not compared: that takes longer than it saves. */
  private static final int LARGEST_CONSTANT = 4096;

  private record Key(
      String op,
      List<TensorRef> inputs,
      List<String> controls,
      Map<String, AttrValue> attributes) {}

  private final PlanNodes nodes;
  private final Map<Key, FlatNode> first = new HashMap<>();
  private final Map<TensorRef, TensorRef> shared = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private CommonSubexpressions(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    CommonSubexpressions sharing = new CommonSubexpressions(nodes);
    nodes.replace(node -> sharing.visit(node));
    // What came before the node it takes from is not rewired yet.
    nodes.rewire(sharing.shared);
  }

  private List<FlatNode> visit(FlatNode node) {
    FlatNode rewired = PlanNodes.rewired(node, shared, names);
    Optional<TensorRef> handedOn = nodes.isFixed(node) ? Optional.empty() : handedOn(rewired);
    if (handedOn.isPresent()) {
      names.put(node.name(), handedOn.get().node());
      shared.put(node.output(0), handedOn.get());
      return List.of();
    }
    if (!canShare(rewired)) {
      return List.of(rewired);
    }
    Key key = new Key(rewired.op(), rewired.inputs(), rewired.controls(), rewired.attributes());
    FlatNode same = first.putIfAbsent(key, rewired);
    if (same == null || nodes.isFixed(node)) {
      return List.of(rewired);
    }
    names.put(node.name(), same.name());
    for (int i = 0; i < node.outputs().size(); i++) {
      shared.put(node.output(i), same.output(i));
    }
    return List.of();
  }

  /** The tensor that a node passes through unchanged, if nothing depends on the node running. */
  private Optional<TensorRef> handedOn(FlatNode node) {
    if (!node.controls().isEmpty()) {
      return Optional.empty();
    }
    Optional<TensorRef> input =
        node.op().equals("Identity")
            ? Optional.of(node.inputs().get(0))
            : MultiplicationsByOne.handedOn(nodes, node);
    return input.filter(tensor -> isPlain(nodes.node(tensor)));
  }

  private static boolean isPlain(FlatNode source) {
    return !isSingular(source)
        && source.definition().getOutputArgList().stream().noneMatch(OpDef.ArgDef::getIsRef);
  }

  /** Whether no two such nodes are the same, though stateless by their definition. */
  private static boolean isSingular(FlatNode node) {
    String op = node.op();
    return op.equals("NoOp")
        || OpTrait.PLACEHOLDER.is(op)
        || OpTrait.isDataflowControl(op)
        || ImpureOps.isRandom(op, node.attributes());
  }

  private boolean canShare(FlatNode node) {
    return !node.definition().getIsStateful()
        && !isSingular(node)
        && !nodes.isFed(node)
        && node.outputs().stream().allMatch(output -> Types.bytes(output.type()) > 0)
        && isSmall(node);
  }

  private static boolean isSmall(FlatNode node) {
    return !node.op().equals("Const")
        || node.attribute("value").getSerializedSize() <= LARGEST_CONSTANT;
  }
}
