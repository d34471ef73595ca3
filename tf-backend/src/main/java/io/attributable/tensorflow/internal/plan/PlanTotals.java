package io.attributable.tensorflow.internal.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * What plans keep together.
 *
 * @param own how many have sessions of their own
 * @param bytes of all
 * @param heapBytes of all, on the Java heap
 */
record PlanTotals(long own, long bytes, long heapBytes) {
  static PlanTotals of(Stream<SharedPlan> plans) {
    List<SharedPlan> all = plans.toList();
    return new PlanTotals(
        all.stream().filter(SharedPlan::isEvictable).count(),
        all.stream().mapToLong(SharedPlan::bytes).sum(),
        all.stream().mapToLong(SharedPlan::heapBytes).sum());
  }

  boolean isWithin(PlanBounds bounds) {
    return own <= bounds.plans() && bytes <= bounds.bytes() && heapBytes <= bounds.heapBytes();
  }

  /** The rest once an evictable one is gone. */
  PlanTotals without(SharedPlan plan) {
    return new PlanTotals(own - 1, bytes - plan.bytes(), heapBytes - plan.heapBytes());
  }
}
