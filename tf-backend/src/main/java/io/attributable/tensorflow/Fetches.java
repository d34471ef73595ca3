package io.attributable.tensorflow;

import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** What one run fetches, each tensor once: TensorFlow Java refuses to fetch one twice. */
final class Fetches {
  private final Map<TensorRef, Integer> positions = new LinkedHashMap<>();
  private final RunnablePlan plan;
  private final Session.Runner runner;

  Fetches(RunnablePlan plan, Session.Runner runner) {
    this.plan = plan;
    this.runner = runner;
  }

  void add(TensorRef tensor) {
    if (positions.putIfAbsent(tensor, positions.size()) == null) {
      runner.fetch(plan.output(tensor));
    }
  }

  /** A fetched tensor, valid as long as the result. */
  Tensor of(TensorRef tensor, Result result) {
    Integer position = positions.get(tensor);
    if (position == null) {
      throw new IllegalStateException("not fetched: " + tensor);
    }
    return result.get(position);
  }
}
