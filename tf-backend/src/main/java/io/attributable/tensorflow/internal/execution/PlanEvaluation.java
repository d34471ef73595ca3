package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributedTensor;
import io.attributable.RuleCoverage;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** What one run of a plan gave, in native memory until closed. Not thread-safe. */
public final class PlanEvaluation implements Evaluation, AutoCloseable {
  private final PreparedRequest request;
  private final AttributionPlan plan;
  private final boolean stacked;
  private final Fetches fetches;
  private final Result result;
  private final Map<Integer, ResultArrays> arrays = new HashMap<>();

  /**
   * Reads what was fetched.
   *
   * @param kind of the targets that were fed
   */
  public PlanEvaluation(
      PreparedRequest request,
      AttributionPlan plan,
      TargetKind kind,
      Fetches fetches,
      Result result) {
    this.request = request;
    this.plan = plan;
    this.stacked = kind.isStacked();
    this.fetches = fetches;
    this.result = result;
  }

  /** The shape of the explained output, where something is differentiated. */
  Optional<Shape> outputShape() {
    return plan.seed().map(seed -> shape((TInt64) fetches.of(seed.shape(), result)));
  }

  /** The bytes of all that was fetched. */
  public long bytes() {
    long bytes = 0;
    for (Map.Entry<String, Tensor> fetched : result) {
      bytes += fetched.getValue().numBytes();
    }
    return bytes;
  }

  @Override
  public AttributedTensor tensor(int layer, int tensor, int target) {
    TensorInfo info = request.layers().tensors().get(layer).tensors().get(tensor);
    PlannedTensor planned = plan.tensor(info.tensor());
    TensorRef values = planned.result(request.method().quantity());
    OptionalInt index = stacked && planned.used() ? OptionalInt.of(target) : OptionalInt.empty();
    Optional<TInt64> positions =
        Optional.ofNullable(plan.positions().get(values))
            .map(tuples -> (TInt64) fetches.of(tuples, result));
    return arrays
        .computeIfAbsent(target, unused -> new ResultArrays())
        .copy(info.name(), fetches.of(values, result), positions, index);
  }

  @Override
  public Optional<AttributedTensor> prediction() {
    if (!request.request().prediction()) {
      return Optional.empty();
    }
    TensorRef output = request.output().orElseThrow().tensor();
    String node = request.signature().graph().node(output.node()).scopedName();
    return Optional.of(
        new ResultArrays().copy(node + ":" + output.index(), fetches.of(output, result)));
  }

  @Override
  public RuleCoverage coverage() {
    return plan.coverage();
  }

  /** A shape as a run gives it. */
  static Shape shape(TInt64 sizes) {
    long[] shape = new long[Math.toIntExact(sizes.size())];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.getLong(i);
    }
    return Shape.of(shape);
  }

  @Override
  public void close() {
    result.close();
  }
}
