package io.attributable.tensorflow;

import io.attributable.tensorflow.cost.OpCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;

/** What TensorFlow's traces say about the time that ops take. */
final class OpTimes {
  /** Such as {@code plan_1/conv = _FusedConv2D(plan_1/image, plan_1/kernel)}. */
  private static final Pattern LABEL = Pattern.compile("= (\\w+)\\(");

  /** Kernels of a GPU, once by the stream they ran on and once more for all streams. */
  private static final Pattern STREAM = Pattern.compile(".*/stream:(?!all$).*|.*:memcpy");

  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, Long> nanos = new HashMap<>();
  private final Map<String, Integer> runs = new HashMap<>();
  private int traces;

  /** Adds what one run took. */
  void add(RunMetadata trace) {
    traces++;
    for (DeviceStepStats device : trace.getStepStats().getDevStatsList()) {
      if (!STREAM.matcher(device.getDevice()).matches()) {
        device.getNodeStatsList().forEach(this::add);
      }
    }
  }

  private void add(NodeExecStats node) {
    Matcher label = LABEL.matcher(node.getTimelineLabel());
    if (label.find()) {
      String op = label.group(1);
      nanos.merge(op, node.getOpEndRelNanos() - node.getOpStartRelNanos(), Long::sum);
      runs.merge(op, 1, Integer::sum);
    }
  }

  /** By op, in the mean of the runs, the most expensive first. */
  List<OpCost> costs() {
    List<OpCost> costs = new ArrayList<>();
    nanos.forEach(
        (op, sum) ->
            costs.add(
                new OpCost(op, runs.getOrDefault(op, 0) / traces, sum / NANOS_PER_MILLI / traces)));
    costs.sort(Comparator.comparingDouble(OpCost::millis).reversed().thenComparing(OpCost::op));
    return costs;
  }
}
