package io.attributable.tensorflow;

import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;

/** Remembers where TensorFlow ran the nodes of the last run. */
final class PlacementMeter implements RunMeter {
  private static final RunOptions FULL =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  private Optional<RunMetadata> last = Optional.empty();

  @Override
  public Result run(Session.Runner runner) {
    Result result = runner.setOptions(FULL).runAndFetchMetadata();
    last = result.getMetadata();
    return result;
  }

  Set<String> devicesOf(String node) {
    return last.orElseThrow().getStepStats().getDevStatsList().stream()
        .filter(
            device ->
                device.getNodeStatsList().stream()
                    .anyMatch(stats -> stats.getNodeName().contains(node)))
        .map(device -> device.getDevice().replaceAll(".*/device:", "/device:"))
        .collect(Collectors.toSet());
  }
}
