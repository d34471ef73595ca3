package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.OutputTensor;
import java.util.Locale;

/** The errors about layers that gradients do not get to. */
final class NoGradientErrors {
  private NoGradientErrors() {}

  static AttributionException of(
      LayerTensors layer, OutputTensor output, NoGradientReason obstacle, String advice) {
    return obstacle
        .withoutRule()
        .map(barrier -> noGradient(layer, output, barrier.node(), advice))
        .orElseGet(() -> unused(layer, output, obstacle, advice));
  }

  private static AttributionException noGradient(
      LayerTensors layer, OutputTensor output, FlatNode node, String advice) {
    return new AttributionException(
        ErrorCode.NO_GRADIENT,
        layer.address(),
        output.name(),
        node.op(),
        node.scopedName(),
        advice);
  }

  private static AttributionException unused(
      LayerTensors layer, OutputTensor output, NoGradientReason obstacle, String advice) {
    String tensor =
        layer.tensors().stream()
            .filter(candidate -> obstacle.unreached().contains(candidate.tensor()))
            .map(TensorInfo::name)
            .findFirst()
            .orElseThrow();
    return new AttributionException(
        ErrorCode.UNUSED_LAYER,
        layer.address(),
        word(layer.port()),
        tensor,
        output.name(),
        obstacle.end().map(NonDifferentiableNode::node).map(NoGradientErrors::reason).orElse(""),
        advice);
  }

  private static String reason(FlatNode node) {
    return ": op "
        + node.op()
        + " of node \""
        + node.scopedName()
        + "\" lies between them and passes no gradient";
  }

  /** A side as messages call it. */
  static String word(Port port) {
    return port.name().toLowerCase(Locale.ROOT);
  }
}
