package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** The use of a plan, which is not freed before this is closed. To be closed once. */
public final class PlanLease implements AutoCloseable {
  private final SharedPlan plan;
  private final long bytes;
  private final Runnable grown;

  /**
   * A use.
   *
   * @param grown called at its end where the plan has more sessions than at its start
   */
  PlanLease(SharedPlan plan, Runnable grown) {
    this.plan = plan;
    this.bytes = plan.bytes();
    this.grown = grown;
  }

  /** What is computed, for those who only look: no session is made for it. */
  public AttributionPlan attribution() {
    return plan.plan();
  }

  /** The plan, ready to run. */
  public RunnablePlan plan() {
    return plan.suited(1);
  }

  /** The plan where it has as many threads as it is worth. */
  public RunnablePlan suited(long examples) {
    return plan.suited(examples);
  }

  /**
   * The plan for a single example and target.
   *
   * @param shapes of what is fed, by input
   */
  public RunnablePlan forExample(Map<String, Shape> shapes) {
    return plan.forExample(shapes);
  }

  /** The plan where parts of a batch run at the same time, each on one thread. */
  public RunnablePlan forParts() {
    return plan.forParts();
  }

  /**
   * How many parts of a batch should run at the same time, if examples may come apart; 1 for none.
   *
   * @param multiplications forward, for one example
   */
  public int parts(double multiplications, long examples) {
    return plan.parts(multiplications, examples);
  }

  /**
   * The plan in a session that can tell what its nodes cost: who runs straight on keeps no record.
   */
  public RunnablePlan traceable() {
    return plan.traceable();
  }

  /** What was found out about the plan while it ran, made at the first call; thread-safe. */
  public <T> T finding(Class<T> type, Supplier<T> first) {
    return plan.finding(type, first);
  }

  @Override
  public void close() {
    if (plan.bytes() != bytes) {
      grown.run();
    }
    plan.release();
  }
}
