package io.attributable.tensorflow;

import io.attributable.GradientXActivation;
import io.attributable.Reduction;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.preflight.LayerPlans;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import java.util.List;
import java.util.Optional;

/** Plans of gradients as the inside makes them. */
public final class Plans {
  private Plans() {}

  /** The plan of some layers, to be closed. */
  public static PlanLease lease(
      PreparedSignature signature, List<LayerTensors> layers, String output, TargetKind kind) {
    return lease(signature, layers, output, kind, "");
  }

  /** The plan of some layers on a device, to be closed. */
  public static PlanLease lease(
      PreparedSignature signature,
      List<LayerTensors> layers,
      String output,
      TargetKind kind,
      String device) {
    OutputTensor found = OutputTensor.find(signature.layers(), output);
    PlanSpec spec =
        new PlanSpec(
            layers.stream().flatMap(layer -> layer.tensors().stream()).toList(),
            Optional.of(found.tensor()),
            PlannedMethod.of(new GradientXActivation()).plan(),
            kind,
            false,
            Reduction.none());
    return signature.plan(
        spec, new LayerPlans(signature.preflight(), layers, Optional.of(found)), device);
  }
}
