package io.attributable.tensorflow.internal.plan;

import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * How much the plans of a model may keep.
 *
 * @param plans how many may have sessions of their own
 * @param bytes of all
 * @param heapBytes of all, on the Java heap and in the JVM's direct memory, which may be as large
 */
public record PlanBounds(int plans, long bytes, long heapBytes) {
  /** What plans may have of the memory that there is: the rest is for runs, and for others. */
  private static final int SHARE = 4;

  /** The bounds that options set. */
  public static PlanBounds of(ModelOptions options) {
    long wanted = options.limits().planBytes();
    return new PlanBounds(
        options.execution().maxPlans(),
        wanted == LimitOptions.AUTOMATIC ? memory() / SHARE : wanted,
        Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** Of the machine, or of the container that the JVM runs in. */
  private static long memory() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean known
        ? known.getTotalMemorySize()
        : SHARE * Runtime.getRuntime().maxMemory();
  }
}
