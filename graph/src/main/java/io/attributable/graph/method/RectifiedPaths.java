package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tape.rules.rectifier.Rectifier;
import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses paths between a tensor and an output that have activations, but no ReLU: what came of
 * them would be the plain gradient under another name. Where there is no activation at all, as
 * behind the last ReLU, the plain gradient is what the methods define.
 */
final class RectifiedPaths {
  /** Activations, and ops that have some inside. */
  private static final Set<String> OTHERS =
      Set.of(
          "LeakyRelu",
          "Elu",
          "Selu",
          "Softplus",
          "Softsign",
          "Sigmoid",
          "Tanh",
          "Erf",
          "Erfc",
          "LSTMBlockCell",
          "BlockLSTM",
          "BlockLSTMV2",
          "GRUBlockCell",
          "CudnnRNN",
          "CudnnRNNV2",
          "CudnnRNNV3");

  /** What makes probabilities of scores at the end of a model hides nothing. */
  private static final Set<String> ENDING = Set.of("Sigmoid", "Tanh");

  private static final Set<String> RESHAPING = Set.of("Reshape", "Squeeze", "ExpandDims", "Cast");

  private RectifiedPaths() {}

  static void check(String method, TensorInfo tensor, TensorRef output, PassedNodes passed) {
    List<PassedNodes.Passed> between = passed.between(tensor.tensor(), output);
    if (between.stream().anyMatch(each -> Rectifier.of(each.graph(), each.node()).isPresent())) {
      return;
    }
    FlatNode last = last(passed, output);
    Map<String, String> others = new LinkedHashMap<>();
    for (PassedNodes.Passed each : between) {
      FlatNode node = each.node();
      boolean ends = node.equals(last) && ENDING.contains(node.op());
      if (OTHERS.contains(node.op()) && !ends) {
        others.putIfAbsent(node.op(), node.scopedName());
      }
    }
    if (!others.isEmpty()) {
      throw refused(method, tensor, name(passed, output), others);
    }
  }

  /** What makes the numbers of an output. */
  private static FlatNode last(PassedNodes passed, TensorRef output) {
    FlatNode node = passed.graph().node(output.node());
    while (!passed.graph().isFed(node.output(0))
        && (OpTrait.PASSES.is(node.op()) || RESHAPING.contains(node.op()))) {
      node = passed.graph().node(node.inputs().get(0).node());
    }
    return node;
  }

  /** As the signature calls it, or else the author's scopes. */
  private static String name(PassedNodes passed, TensorRef output) {
    return passed.graph().signature().outputs().stream()
        .filter(schema -> schema.tensor().equals(output))
        .map(TensorSchema::name)
        .findFirst()
        .orElseGet(() -> passed.graph().node(output.node()).scopedName() + ":" + output.index());
  }

  private static AttributionException refused(
      String method, TensorInfo tensor, String output, Map<String, String> others) {
    String found =
        others.entrySet().stream()
            .map(other -> other.getKey() + " of node \"" + other.getValue() + '"')
            .collect(Collectors.joining(", "));
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        method,
        "tensor \"" + tensor.name() + '"',
        "no ReLU lies between it and the output \""
            + output
            + "\", but activations that the method leaves as they are: "
            + found
            + ". The result would be the plain gradient",
        "Use saliency or gradient-x-activation.");
  }
}
