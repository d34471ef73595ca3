package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.batch.ExampleMemory;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import org.tensorflow.ndarray.Shape;

/** How many examples of a request go into one run, by the budget of bytes. */
final class BatchPartSizes {
  private final BatchSplitting batching;
  private final String model;
  private final ExampleMemory bytes;
  private final Examples examples;
  private final long openSize;
  private final long budget;

  /**
   * Sizes for a request.
   *
   * @param parts that share the budget, as they run at the same time
   */
  BatchPartSizes(
      BatchSplitting batching,
      PreparedRequest request,
      PlanLease plan,
      Examples examples,
      int parts) {
    FlatGraph graph = request.signature().graph();
    this.batching = batching;
    this.model = graph.model();
    this.bytes =
        plan.finding(ExampleMemory.class, () -> ExampleMemory.of(graph, plan.attribution()));
    this.examples = examples;
    this.openSize = openSize(graph, examples);
    long all = batching.options().budget();
    this.budget = all == Long.MAX_VALUE ? all : all / parts;
  }

  /** What stands for dimensions that are unknown: the largest that the inputs leave open. */
  private static long openSize(FlatGraph graph, Examples examples) {
    long largest = 1;
    for (TensorSchema input : graph.signature().inputs()) {
      Shape given = examples.shapes().get(input.name());
      for (int i = 0; given != null && i < given.numDimensions(); i++) {
        boolean open = isOpen(input.shape(), i + 1);
        largest = open ? Math.max(largest, given.get(i)) : largest;
      }
    }
    return largest;
  }

  /** Whether all examples together need more than the budget. */
  boolean exceeded() {
    return budget < Long.MAX_VALUE && bytesOfOne() > budget / examples.count();
  }

  private long bytesOfOne() {
    return bytes.of(examples, openSize);
  }

  /**
   * The most examples for the next run.
   *
   * @throws AttributionException BATCH_BUDGET if it is known not to do for a single one
   */
  long next() {
    if (budget == Long.MAX_VALUE) {
      return budget;
    }
    long one = bytesOfOne();
    if (!bytes.isMeasured(examples)) {
      return bytes.isVague() ? 1 : Math.max(1, budget / one);
    }
    if (one > budget && !batching.options().isAutomatic()) {
      throw new AttributionException(ErrorCode.BATCH_BUDGET, model, one, budget);
    }
    return Math.max(1, budget / one);
  }

  /** How many rows of a batch fit into some bytes, at least 1. */
  long rows(long limit) {
    return Math.max(1, Math.min(limit, budget) / bytesOfOne());
  }

  /** Whether a run of so many examples tells more than is known. */
  boolean wantsToKnow(long count) {
    return budget < Long.MAX_VALUE && bytes.wouldLearn(examples, count);
  }

  /**
   * Takes what a run took.
   *
   * @throws AttributionException BATCH_BUDGET if the budget does not do for a single example
   */
  void correct(long count, long peak) {
    bytes.correct(examples, count, peak);
  }

  /** What is given may have more dimensions than it should; others judge that. */
  private static boolean isOpen(Shape stated, int axis) {
    return stated.isUnknown() || axis >= stated.numDimensions() || stated.get(axis) < 0;
  }
}
