package io.attributable.tensorflow;

import io.attributable.Port;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.Quantity;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/** Where TensorFlow really ran a plan's nodes, by its own trace. */
public final class PlacementTrace {
  private static final RunOptions FULL =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  private PlacementTrace() {}

  public static RunnablePlan plan(AttributableModel digits) {
    return lease(digits).plan();
  }

  private static PlanLease lease(AttributableModel digits) {
    PreparedSignature signature = digits.loaded().prepared("serving_default");
    LayerTensors layer = signature.layers().resolve("conv1", Port.OUTPUT);
    return Plans.lease(
        signature,
        List.of(layer),
        "logits",
        TargetKind.PREDICTED,
        digits.loaded().batching().firstDevice());
  }

  /** The devices on which nodes ran whose name holds a text. */
  public static Set<String> devicesOf(AttributableModel digits, String node) {
    RunnablePlan plan = lease(digits).traceable();
    PlannedTensor tensor = plan.plan().results().iterator().next();
    Session.Runner runner = plan.runner().setOptions(FULL);
    try (TFloat32 image = TFloat32.tensorOf(Digits.images(1, 1));
        Result result =
            runner
                .feed(plan.output(plan.plan().inputs().get("image")), image)
                .fetch(plan.output(tensor.result(Quantity.GRADIENT_X_ACTIVATION)))
                .runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getStepStats().getDevStatsList().stream()
          .filter(device -> ran(device, node))
          .map(device -> device.getDevice().replaceAll(".*/device:", "/device:"))
          .filter(device -> !device.contains("stream"))
          .collect(Collectors.toSet());
    }
  }

  private static boolean ran(DeviceStepStats device, String node) {
    return device.getNodeStatsList().stream().anyMatch(stats -> stats.getNodeName().contains(node));
  }
}
