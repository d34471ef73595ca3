package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** Runs the forward pass of a plan at points, and reads tensors on the Java heap. */
final class PointOutputs {
  private final PointContext context;
  private final Set<TensorRef> fetched;

  /**
   * Of a plan.
   *
   * @param fetched all that may be asked for. It is always fetched together: TensorFlow prepares a
   *     graph anew for each set of fetches, with all its constants
   */
  PointOutputs(PointContext context, Set<TensorRef> fetched) {
    this.context = context;
    this.fetched = fetched;
  }

  /** Tensors at points, in their order. */
  List<AttributedTensor> at(PointSet points, List<TensorRef> tensors) {
    Session.Runner runner = context.plan().runner();
    context.executor().feeds().feedInputs(runner);
    try (PointTensors fed = context.tensors(points);
        PointContext.AtBaselines made = context.atBaselines(fed)) {
      context.feed(runner, fed, made);
      Fetches wanted = new Fetches(context.plan(), runner);
      fetched.forEach(wanted::add);
      try (Result result = context.plan().run(runner)) {
        List<AttributedTensor> values = new ArrayList<>();
        for (TensorRef tensor : tensors) {
          values.add(new ResultArrays().copy(tensor.toString(), wanted.of(tensor, result)));
        }
        return values;
      }
    }
  }

  /** One tensor at points. */
  AttributedTensor at(PointSet points, TensorRef tensor) {
    return at(points, List.of(tensor)).get(0);
  }
}
