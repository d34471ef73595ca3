package io.attributable.tensorflow.internal.execution;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** What one run fetches, each tensor once: TensorFlow Java refuses to fetch one twice. */
public final class Fetches {
  private final Map<TensorRef, Integer> positions = new LinkedHashMap<>();
  private final RunnablePlan plan;
  private final Session.Runner runner;

  public Fetches(RunnablePlan plan, Session.Runner runner) {
    this.plan = plan;
    this.runner = runner;
  }

  public void add(TensorRef tensor) {
    if (positions.putIfAbsent(tensor, positions.size()) == null) {
      runner.fetch(plan.output(tensor));
    }
  }

  /** A fetched tensor, valid as long as the result. */
  public Tensor of(TensorRef tensor, Result result) {
    Integer position = positions.get(tensor);
    if (position == null) {
      throw new IllegalStateException("not fetched: " + tensor);
    }
    return result.get(position);
  }
}
