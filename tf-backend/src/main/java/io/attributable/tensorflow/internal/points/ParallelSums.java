package io.attributable.tensorflow.internal.points;

import io.attributable.Smoothing;
import io.attributable.graph.points.RunState;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.concurrent.ParallelTasks;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Points whose results add up, cut into parts that are evaluated at the same time. What the parts
 * add up to is put together on the heap.
 *
 * <p>Sums are added. Means of samples of noise are those of all samples up to the last of a run, as
 * if those before a part had been zero: so each counts as many as that, and their sum as many as
 * the last part's.
 */
final class ParallelSums {
  private final PointContext context;
  private final PointChain first;

  /**
   * Adds to a chain.
   *
   * @param first takes the first part, and goes on from what comes of all
   */
  ParallelSums(PointContext context, PointChain first) {
    this.context = context;
    this.first = first;
  }

  /**
   * Whether points may be cut: there are enough of them, and nothing is handed on but what adds up.
   */
  boolean apply(PointSet points) {
    boolean addUp = context.planned().carried().isEmpty() && (isSumOnly() || areMeansOnly());
    return addUp && context.parts().count() > 1 && points.size() > 2 * context.parts().count();
  }

  private boolean isSumOnly() {
    return context.planned().samples().isEmpty();
  }

  private boolean areMeansOnly() {
    Optional<Smoothing> smoothing = context.request().request().smoothing();
    return context.planned().pointsAreSamples()
        && smoothing.filter(kind -> kind.kind() != Smoothing.Kind.VARGRAD).isPresent();
  }

  /**
   * Adds points.
   *
   * @param most points that are evaluated at the same time, in all parts together
   */
  void add(PointSet points, int most) {
    int count = context.parts().count();
    int each = Math.max(1, most / count);
    List<Part> parts = new ArrayList<>();
    try {
      ParallelTasks<Part> tasks = new ParallelTasks<>(context.parts().threads());
      for (int i = 0; i < count; i++) {
        int from = (int) ((long) i * points.size() / count);
        int to = (int) ((long) (i + 1) * points.size() / count);
        Part part = new Part(i == 0 ? first : new PointChain(context), to);
        parts.add(part);
        tasks.add(
            stop -> {
              part.chain().add(points.part(from, to), each);
              return List.of(part);
            });
      }
      tasks.run();
      first.goOnFrom(merged(parts));
    } finally {
      parts.stream().skip(1).forEach(part -> part.chain().close());
    }
  }

  /**
   * A part of the points.
   *
   * @param end of its points among all
   */
  private record Part(PointChain chain, int end) {}

  private HandedOn merged(List<Part> parts) {
    Map<TensorRef, Tensor> merged = new HashMap<>();
    for (RunState.Carry carry : context.planned().handedOn()) {
      merged.computeIfAbsent(carry.after(), after -> merged(parts, after));
    }
    return new HandedOn.Merged(merged);
  }

  private Tensor merged(List<Part> parts, TensorRef after) {
    double all = parts.get(parts.size() - 1).end();
    double[] sum = new double[0];
    DataType type = DataType.DT_FLOAT;
    Shape shape = Shape.scalar();
    for (Part part : parts) {
      Tensor tensor = part.chain().last().orElseThrow().of(after);
      double[] values = FloatingPointValues.of(tensor);
      double factor = isSumOnly() ? 1 : part.end() / all;
      sum = sum.length == 0 ? new double[values.length] : sum;
      for (int i = 0; i < values.length; i++) {
        sum[i] += factor * values[i];
      }
      type = tensor.dataType();
      shape = tensor.shape();
    }
    return FloatingPointValues.tensor(type, shape, sum);
  }
}
