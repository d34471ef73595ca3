package io.attributable.tensorflow.internal.plan;

import io.attributable.Optimisation;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.tensorflow.internal.runtime.ProcessEnvironment;
import io.attributable.tensorflow.internal.runtime.SessionPools;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import java.util.Map;
import java.util.Optional;

/**
 * Which plans run on one thread. To share an operation among threads takes these some fifty
 * microseconds to wake up and to wait for each other, which is longer than a small operation takes.
 *
 * <p>Threads that share operations meet after each, and hand what they made from one cache to
 * another. So batches that are large enough are shared instead, where examples may come apart.
 *
 * @param applies whether there is a choice at all
 * @param smallest the multiplications of an operation that is worth sharing
 * @param parts of a large batch that run at the same time
 * @param shards of an example that do so; empty for none
 */
record ThreadChoice(boolean applies, double smallest, int parts, Optional<ShardLimits> shards) {
  /** With many threads; what two of them save is half of the time. */
  private static final double SMALLEST = 4e6;

  /** Forward, for the whole batch: more than it takes to start parts and to join results. */
  private static final double SMALLEST_BATCH = 20e6;

  static ThreadChoice of(ModelOptions options) {
    return of(options, ProcessEnvironment.all(), Runtime.getRuntime().availableProcessors());
  }

  static ThreadChoice of(ModelOptions options, Map<String, String> environment, int cores) {
    boolean free =
        options.execution().threads().intraOp() == 0
            && options.config().getIntraOpParallelismThreads() == 0;
    if (options.execution().deterministic()) {
      boolean parts = options.optimisations().contains(Optimisation.PARALLEL_PARTS);
      return new ThreadChoice(true, Double.POSITIVE_INFINITY, parts ? cores : 1, Optional.empty());
    }
    boolean wanted = options.optimisations().contains(Optimisation.SINGLE_THREADS);
    boolean applies = wanted && free && cores > 1 && SessionPools.areIn(environment);
    boolean cut = applies && options.optimisations().contains(Optimisation.PARALLEL_PARTS);
    boolean sharded =
        applies
            && isFree(options)
            && options.optimisations().contains(Optimisation.SHARDED_SEQUENCES);
    return new ThreadChoice(
        applies,
        applies ? SMALLEST * cores / (cores - 1) : 0,
        cut ? cores : 1,
        sharded ? Optional.of(ShardLimits.forCores(cores)) : Optional.empty());
  }

  /** Whether nobody said that nodes run one after the other, which shards must not. */
  private static boolean isFree(ModelOptions options) {
    ThreadOptions threads = options.execution().threads();
    return !threads.singleThreadedExecutor()
        && threads.interOp() == 0
        && options.config().getInterOpParallelismThreads() == 0
        && options.config().getExperimental().getExecutorType().isEmpty();
  }

  /** Whether one thread is faster than all. */
  boolean isSingle(PlanWork work, long examples) {
    return applies && work.perOperation(examples) < smallest;
  }

  /** What of an example may come apart; empty for what is too small. */
  Optional<ShardLimits> shards(PlanWork work) {
    return shards.filter(unused -> !(work.multiplications() < SMALLEST_BATCH));
  }

  /**
   * How many parts of a batch should run at the same time; 1 leaves it whole.
   *
   * @param multiplications forward, for one example
   */
  int parts(double multiplications, long examples) {
    return examples >= parts && multiplications * examples >= SMALLEST_BATCH ? parts : 1;
  }
}
