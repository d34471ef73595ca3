package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;

/**
 * Constant folding: replaces nodes that depend on small constants only by their values.
 *
 * <p>Source: {@code tensorflow/core/grappler/optimizers/constant_folding.cc}, {@code
 * ConstantFolding::IsFoldable}.
 */
final class FoldedConstants {
  /** Large ones are faster to compute again than to be read, and are what filters are made of. */
  private static final long LARGEST = 1 << 16;

  private final PlanNodes nodes;
  private final Map<String, FlatNode> foldable = new HashMap<>();
  private final List<FlatNode> inOrder = new ArrayList<>();

  private FoldedConstants(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes, ConstantEvaluator evaluator) {
    new FoldedConstants(nodes).fold(evaluator);
  }

  private void fold(ConstantEvaluator evaluator) {
    nodes.all().forEach(this::visit);
    List<TensorRef> wanted = List.copyOf(frontier());
    if (wanted.isEmpty()) {
      return;
    }
    Map<TensorRef, TensorProto> values = evaluator.evaluate(before(wanted), wanted);
    Map<TensorRef, TensorRef> moved = new HashMap<>();
    values.keySet().forEach(tensor -> moved.put(tensor, constantOf(tensor)));
    nodes.replace(node -> folded(node, values, moved));
    nodes.rewire(moved);
  }

  /** What these depend on, which is little beside the constants that nodes take as they are. */
  private List<FlatNode> before(List<TensorRef> wanted) {
    Set<String> needed = new HashSet<>();
    wanted.forEach(tensor -> needed.add(tensor.node()));
    ArrayDeque<FlatNode> before = new ArrayDeque<>();
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      FlatNode node = inOrder.get(i);
      if (needed.contains(node.name())) {
        node.inputs().forEach(input -> needed.add(input.node()));
        before.addFirst(node);
      }
    }
    return List.copyOf(before);
  }

  private void visit(FlatNode node) {
    if (isFoldable(node)) {
      foldable.put(node.name(), node);
      inOrder.add(node);
    }
  }

  private boolean isFoldable(FlatNode node) {
    return !node.definition().getIsStateful()
        && !ImpureOps.isRandom(node.op(), node.attributes())
        && node.controls().isEmpty()
        && !nodes.isFed(node)
        && (node.op().equals("Const") || !node.inputs().isEmpty())
        && node.inputs().stream().allMatch(input -> foldable.containsKey(input.node()))
        && (areAxes(node) || node.outputs().stream().allMatch(FoldedConstants::isSmall))
        && !FunctionReferences.areIn(node.attributes());
  }

  /** Shape inference does not tell how many, but they are those of a tensor. */
  private static boolean areAxes(FlatNode node) {
    return node.op().equals("BroadcastGradientArgs");
  }

  private static boolean isSmall(FlatNode.Output output) {
    Shape shape = output.shape();
    if (shape.isUnknown() || shape.hasUnknownDimension() || Types.bytes(output.type()) == 0) {
      return false;
    }
    double bytes = Types.bytes(output.type());
    for (long size : shape.asArray()) {
      bytes *= size;
    }
    return bytes <= LARGEST;
  }

  /** What the rest of the plan takes. */
  private Set<TensorRef> frontier() {
    Set<TensorRef> frontier = new LinkedHashSet<>();
    for (FlatNode node : nodes.all()) {
      if (!foldable.containsKey(node.name())) {
        node.inputs().stream().filter(this::isComputed).forEach(frontier::add);
      }
    }
    return frontier;
  }

  private boolean isComputed(TensorRef tensor) {
    FlatNode node = foldable.get(tensor.node());
    return node != null && !node.op().equals("Const");
  }

  /** The node itself stays, as it may be fetched. */
  private static List<FlatNode> folded(
      FlatNode node, Map<TensorRef, TensorProto> values, Map<TensorRef, TensorRef> moved) {
    List<FlatNode> result = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      TensorRef output = node.output(i);
      TensorProto value = values.get(output);
      TensorRef constant = moved.get(output);
      if (value != null && constant != null) {
        result.add(constant(node, constant.node(), value));
      }
    }
    result.add(node);
    return result;
  }

  private TensorRef constantOf(TensorRef tensor) {
    return new TensorRef(nodes.freeName(tensor.node() + "/folded_" + tensor.index()), 0);
  }

  static FlatNode constant(FlatNode like, String name, TensorProto value) {
    return constant(like.instance(), name, value);
  }

  static FlatNode constant(int instance, String name, TensorProto value) {
    return NodeBuilder.constant(value).build(name).withName(name, name, instance);
  }
}
