package io.attributable.tensorflow.internal.run;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.tensor.Types;
import org.tensorflow.ndarray.Shape;

/**
 * How many targets are explained in one run, so that their results fit into memory. Estimated from
 * what is known before, corrected by what a run gave.
 */
final class TargetChunks {
  /** For all results of one run, in bytes. */
  static final long BUDGET = 256L << 20;

  /** Results are in a list, as one tensor, and as that times the activation. */
  private static final int COPIES = 3;

  /** Where nothing is known. */
  private static final int CAUTIOUS = 8;

  /** Tensors of the backward pass that exist at the same time. */
  private static final int WIDE = 4;

  private final long budget;
  private final long onTheWay;
  private int size;

  /** Begins with an estimate for some examples. */
  TargetChunks(AttributionPlan plan, long examples, long budget) {
    this.budget = budget;
    this.onTheWay = WIDE * examples * plan.widest();
    this.size = size(bytes(plan, examples));
  }

  /** The number of targets of the next run. */
  int size() {
    return size;
  }

  /** Takes the bytes of all results of one run. */
  void correct(long bytes, int targets) {
    size = size(bytes / targets);
  }

  private int size(long bytesPerTarget) {
    if (bytesPerTarget < 0) {
      return CAUTIOUS;
    }
    long most = budget / Math.max(1, COPIES * bytesPerTarget + onTheWay);
    return (int) Math.max(1, Math.min(most, Integer.MAX_VALUE));
  }

  /** Of one target's results; negative where a shape does not tell. */
  private static long bytes(AttributionPlan plan, long examples) {
    long bytes = 0;
    for (PlannedTensor tensor : plan.results()) {
      long ofTensor = bytes(tensor.info(), examples);
      if (ofTensor < 0) {
        return ofTensor;
      }
      bytes += ofTensor;
    }
    return bytes;
  }

  private static long bytes(TensorInfo info, long examples) {
    Shape shape = info.shape();
    if (shape.isUnknown()) {
      return -1;
    }
    long bytes = Types.bytes(info.type());
    for (int i = 0; i < shape.numDimensions(); i++) {
      if (shape.get(i) < 0 && i > 0) {
        return -1;
      }
      bytes *= shape.get(i) < 0 ? examples : shape.get(i);
    }
    return bytes;
  }
}
