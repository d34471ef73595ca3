package io.attributable.tensorflow.internal.cost;

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

/** The times of ops from TensorFlow's traces. */
final class OpTimes {
  /** Such as {@code plan_1/conv = _FusedConv2D(plan_1/image, plan_1/kernel)}. */
  private static final Pattern LABEL = Pattern.compile("= (\\w+)\\(");

  /** A GPU's own times are listed besides those of its nodes, under other names. */
  private static final Pattern STREAM = Pattern.compile(".*(/stream:|:memcpy).*");

  private static final Pattern TASK = Pattern.compile(".*(?=/device:)");

  private static final double NANOS_PER_MILLI = 1e6;

  private record Key(String op, String device) {}

  private final Map<Key, Long> nanos = new HashMap<>();
  private final Map<Key, Integer> runs = new HashMap<>();
  private int traces;

  /** Adds what one run took. */
  void add(RunMetadata trace) {
    traces++;
    for (DeviceStepStats device : trace.getStepStats().getDevStatsList()) {
      if (!STREAM.matcher(device.getDevice()).matches()) {
        String name = TASK.matcher(device.getDevice()).replaceFirst("");
        device.getNodeStatsList().forEach(node -> add(node, name));
      }
    }
  }

  private void add(NodeExecStats node, String device) {
    Matcher label = LABEL.matcher(node.getTimelineLabel());
    if (label.find()) {
      Key key = new Key(label.group(1), device);
      nanos.merge(key, node.getOpEndRelNanos() - node.getOpStartRelNanos(), Long::sum);
      runs.merge(key, 1, Integer::sum);
    }
  }

  /** By op and device, in the mean of the runs, the most expensive first. */
  List<OpCost> costs() {
    List<OpCost> costs = new ArrayList<>();
    nanos.forEach((key, sum) -> costs.add(cost(key, sum)));
    costs.sort(
        Comparator.comparingDouble(OpCost::millis)
            .reversed()
            .thenComparing(OpCost::op)
            .thenComparing(OpCost::device));
    return costs;
  }

  private OpCost cost(Key key, long sum) {
    int mean = runs.getOrDefault(key, 0) / traces;
    return new OpCost(key.op(), key.device(), mean, sum / NANOS_PER_MILLI / traces);
  }
}
