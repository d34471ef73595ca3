package io.attributable.tensorflow.internal.cost;

import io.attributable.tensorflow.internal.concurrent.ParallelTasks;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs of the parts of a batch, at the same time as an attribution has them. To be closed.
 *
 * @param parts each with examples of its own
 * @param threads what all but the first run on
 */
record PartRuns(List<PlanRuns> parts, Executor threads) implements BareRuns, AutoCloseable {
  @Override
  public void forward() {
    run(PlanRuns::forward);
  }

  @Override
  public void session() {
    run(PlanRuns::session);
  }

  private void run(Consumer<PlanRuns> what) {
    ParallelTasks<PlanRuns> tasks = new ParallelTasks<>(threads);
    for (PlanRuns part : parts) {
      tasks.add(
          stop -> {
            what.accept(part);
            return List.of(part);
          });
    }
    tasks.run();
  }

  @Override
  public void close() {
    parts.forEach(PlanRuns::close);
  }
}
