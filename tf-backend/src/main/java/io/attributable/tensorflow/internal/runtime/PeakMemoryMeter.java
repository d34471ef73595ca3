package io.attributable.tensorflow.internal.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.AllocationRecord;
import org.tensorflow.proto.AllocatorMemoryUsed;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;

/** Finds out how much memory TensorFlow had in use at once, by its own record of allocations. */
public final class PeakMemoryMeter implements RunMeter {
  private long peak;
  private long held;

  @Override
  public Result run(Session.Runner runner) {
    Optional<Result> traced = TracedRun.run(runner);
    traced
        .flatMap(Result::getMetadata)
        .ifPresent(metadata -> peak = Math.max(peak, held + peak(metadata)));
    return traced.orElseGet(() -> runner.setOptions(RunOptions.getDefaultInstance()).run());
  }

  @Override
  public void holds(long bytes) {
    held = bytes;
  }

  /** In bytes, without inputs and weights; 0 where TensorFlow recorded nothing. */
  public long peak() {
    return peak;
  }

  /** A GPU's records are listed once for the device and once more for each of its streams. */
  private static long peak(RunMetadata metadata) {
    List<AllocationRecord> records = new ArrayList<>();
    for (DeviceStepStats device : metadata.getStepStats().getDevStatsList()) {
      if (device.getDevice().contains("stream")) {
        continue;
      }
      for (NodeExecStats node : device.getNodeStatsList()) {
        for (AllocatorMemoryUsed used : node.getMemoryList()) {
          records.addAll(used.getAllocationRecordsList());
        }
      }
    }
    records.sort(Comparator.comparingLong(AllocationRecord::getAllocMicros));
    long now = 0;
    long most = 0;
    for (AllocationRecord record : records) {
      now += record.getAllocBytes();
      most = Math.max(most, now);
    }
    return most;
  }
}
