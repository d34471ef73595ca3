package io.attributable.tensorflow.internal.batch;

import io.attributable.Target;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Finds out, once for a plan, whether examples influence one another, in which case a batch must
 * not be cut: an example is run alone and together with another one, which must not change what the
 * model makes of it.
 */
public final class ExampleIndependence {
  /** Kernels round differently for other sizes; interactions are larger by far. */
  private static final double ROUNDING = 1e-3;

  private static final double ROUNDING_OF_HALVES = 2e-2;

  private boolean known;
  private @Nullable String problem;

  /** What speaks against cutting, found out at the first call. */
  public synchronized Optional<String> problem(
      AttributableModel model,
      FlatGraph graph,
      RunnablePlan plan,
      LayerGradientXActivation request,
      Examples examples) {
    if (!known) {
      problem = find(model, graph, plan, request, examples).orElse(null);
      known = true;
    }
    return Optional.ofNullable(problem);
  }

  private static Optional<String> find(
      AttributableModel model,
      FlatGraph graph,
      RunnablePlan plan,
      LayerGradientXActivation request,
      Examples examples) {
    List<TensorRef> tensors = new ArrayList<>(tensors(plan));
    try (Feeds one = Feeds.of(model, graph, plan, only(request, examples, 0));
        Feeds two = Feeds.of(model, graph, plan, only(request, examples, 0, examples.another()));
        Values alone = run(plan, tensors, one);
        Values together = run(plan, tensors, two)) {
      for (TensorRef tensor : tensors) {
        String name = name(graph, tensor);
        Optional<String> found = compare(name, alone.of(tensor), together.of(tensor));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
  }

  private static LayerGradientXActivation only(
      LayerGradientXActivation request, Examples examples, long... picked) {
    return request.part(examples.pick(picked), Target.none(), null);
  }

  private static Set<TensorRef> tensors(RunnablePlan plan) {
    Set<TensorRef> tensors = new LinkedHashSet<>();
    tensors.add(plan.plan().output().tensor());
    for (AttributionPlan.Layer layer : plan.plan().layers()) {
      layer.tensors().stream()
          .map(tensor -> tensor.info().tensor())
          .filter(plan::holds)
          .forEach(tensors::add);
    }
    return tensors;
  }

  private static String name(FlatGraph graph, TensorRef tensor) {
    return graph.node(tensor.node()).scopedName() + ":" + tensor.index();
  }

  /** Tensors of one run, those that were fed among them. */
  private record Values(RunnablePlan plan, Feeds feeds, List<TensorRef> fetched, Result result)
      implements AutoCloseable {
    Tensor of(TensorRef tensor) {
      return feeds.input(plan.output(tensor)).orElseGet(() -> result.get(fetched.indexOf(tensor)));
    }

    @Override
    public void close() {
      result.close();
    }
  }

  private static Values run(RunnablePlan plan, List<TensorRef> tensors, Feeds feeds) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    List<TensorRef> fetched =
        tensors.stream().filter(tensor -> feeds.input(plan.output(tensor)).isEmpty()).toList();
    fetched.forEach(tensor -> runner.fetch(plan.output(tensor)));
    return new Values(plan, feeds, fetched, runner.run());
  }

  private static Optional<String> compare(String name, Tensor alone, Tensor together) {
    if (!isRows(alone.shape(), 1) || !isRows(together.shape(), 2)) {
      return Optional.of("dimension 0 of tensor \"" + name + "\" is not the example");
    }
    if (!alone.shape().tail().equals(together.shape().tail())) {
      return Optional.of(
          "the shape of tensor \"" + name + "\" depends on which examples are together");
    }
    double[] expected = FloatingPointValues.of(alone);
    double[] actual = FloatingPointValues.of(together);
    double largest = 0;
    for (double value : expected) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    double bound = largest * (isHalf(alone) ? ROUNDING_OF_HALVES : ROUNDING);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(expected[i], actual[i]) == 0;
      if (!same && !(Math.abs(expected[i] - actual[i]) <= bound)) {
        return Optional.of(
            "examples influence one another, or each run is another one: tensor \""
                + name
                + "\" of an example depends on what else is in the batch");
      }
    }
    return Optional.empty();
  }

  private static boolean isRows(Shape shape, long rows) {
    return shape.numDimensions() > 0 && shape.get(0) == rows;
  }

  private static boolean isHalf(Tensor tensor) {
    int type = tensor.dataType().getNumber();
    return type == DataType.DT_HALF_VALUE || type == DataType.DT_BFLOAT16_VALUE;
  }
}
