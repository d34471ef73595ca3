package io.attributable.graph.batch;

import io.attributable.graph.batch.BatchDependence.Rows;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.op.ElementwiseOps;
import io.attributable.graph.tape.SavedCustomGradient;
import io.attributable.graph.tape.SavedCustomGradient.Capture;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.OpDef;

/**
 * Gradients that the author of a model gave an op. Elementwise ones, such as that of Keras' swish,
 * are those of each example alone: the gradient has the shape of the op's input, for any number of
 * examples, so that whatever is broadcast to it has the examples along the same axis, or none.
 */
final class CustomGradientBatching {
  private static final Set<String> WITHOUT_EFFECT = Set.of("Const", "IdentityN", "NoOp");

  private final FlatGraph graph;
  private final Function<TensorRef, BatchDependence> known;

  /**
   * Gradients in a graph.
   *
   * @param known how tensors before the op depend on the examples
   */
  CustomGradientBatching(FlatGraph graph, Function<TensorRef, BatchDependence> known) {
    this.graph = graph;
    this.known = known;
  }

  /** Whether all gradients of an op that has its own are; true of all others. */
  boolean areElementwise(FlatNode node) {
    Optional<String> function = graph.customGradient(node);
    if (function.isEmpty()) {
      return true;
    }
    SavedCustomGradient saved = SavedCustomGradient.find(graph, function.get());
    return saved.captures().stream().allMatch(capture -> isKnown(node, capture))
        && areElementwise(node, function.get(), saved.results());
  }

  private boolean isKnown(FlatNode node, Capture capture) {
    if (!(capture instanceof Capture.Tensor tensor)) {
      return true;
    }
    return graph
        .visible(node, tensor.function(), tensor.tensor())
        .map(known)
        .filter(how -> how.equals(BatchDependence.FIXED) || how instanceof Rows)
        .isPresent();
  }

  private boolean areElementwise(FlatNode node, String name, Map<Integer, Integer> results) {
    List<FlatNode.Output> arguments = new ArrayList<>();
    for (OpDef.ArgDef argument : graph.definition(name).getSignature().getInputArgList()) {
      arguments.add(new FlatNode.Output(argument.getType(), Shape.unknown()));
    }
    FunctionGraph body = graph.function(NameAttrList.newBuilder().setName(name).build(), arguments);
    Deque<TensorRef> open = new ArrayDeque<>();
    results.forEach(
        (input, result) -> {
          if (!known.apply(node.inputs().get(input)).equals(BatchDependence.FIXED)) {
            open.add(body.results().get(result));
          }
        });
    return areElementwise(body, open);
  }

  private static boolean areElementwise(FunctionGraph body, Deque<TensorRef> open) {
    Set<TensorRef> seen = new HashSet<>(body.arguments());
    while (!open.isEmpty()) {
      TensorRef tensor = open.remove();
      if (seen.add(tensor)) {
        FlatNode node = body.graph().node(tensor.node());
        if (!WITHOUT_EFFECT.contains(node.op()) && !ElementwiseOps.is(node.op())) {
          return false;
        }
        open.addAll(node.inputs());
      }
    }
    return true;
  }
}
