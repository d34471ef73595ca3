package io.attributable.tensorflow.internal.run;

import io.attributable.Target;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.batch.ExampleIndependence;
import io.attributable.tensorflow.internal.batch.RowComparison;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * Runs two examples of a request alone, and together in a batch of three that has the first one
 * twice. The model's results for an example must be the same, independent of its index and of the
 * batch's size.
 */
public final class IndependenceCheck implements ExampleIndependence.Check {
  private final RowComparison comparison;
  private final PreparedRequest request;
  private final RunnablePlan plan;
  private final Examples examples;
  private final List<TensorRef> tensors;

  private IndependenceCheck(
      BatchSplitting batching, PreparedRequest request, RunnablePlan plan, Examples examples) {
    this.comparison = new RowComparison(batching.isMixed());
    this.request = request;
    this.plan = plan;
    this.examples = examples;
    this.tensors = List.copyOf(tensors(plan));
  }

  /** What speaks against cutting a request's batch. */
  public static Optional<String> problem(
      BatchSplitting batching, PreparedRequest request, PlanLease lease, Examples examples) {
    RunnablePlan plan = lease.plan();
    IndependenceCheck check = new IndependenceCheck(batching, request, plan, examples);
    return plan.live().placeholders().isEmpty()
        ? lease
            .finding(ExampleIndependence.class, ExampleIndependence::new)
            .problem(examples, check)
        : ExampleIndependence.problemNow(examples, check);
  }

  @Override
  public ExampleIndependence.Outcome of(long first, long other) {
    try {
      return look(first, other);
    } catch (RuntimeException e) {
      // The batch as a whole may run, and tells what is wrong if it does not.
      return ExampleIndependence.Outcome.failed(
          "some examples cannot be run without the others: "
              + RunErrors.refusal(e).orElseThrow(() -> e));
    }
  }

  private ExampleIndependence.Outcome look(long first, long other) {
    try (Feeds one = feeds(first);
        Feeds two = feeds(other);
        Feeds three = feeds(first, other, first);
        Values alone = run(one);
        Values otherAlone = run(two);
        Values together = run(three)) {
      for (TensorRef tensor : tensors) {
        Tensor batch = together.of(tensor);
        List<Tensor> rows = List.of(alone.of(tensor), otherAlone.of(tensor), alone.of(tensor));
        Optional<String> found = compare(name(tensor), rows, batch);
        if (found.isPresent()) {
          return new ExampleIndependence.Outcome(found, true);
        }
      }
      TensorRef output = tensors.get(0);
      return new ExampleIndependence.Outcome(
          Optional.empty(),
          comparison.tells(
              FloatingPointValues.type(alone.of(output)),
              FloatingPointValues.of(alone.of(output)),
              FloatingPointValues.of(otherAlone.of(output))));
    }
  }

  private Feeds feeds(long... picked) {
    FlatGraph graph = request.signature().graph();
    return Feeds.of(
        graph.model(),
        graph,
        plan,
        request.request().withExamples(examples.pick(picked), Target.none(), Optional.empty()));
  }

  /** The output, if there is one, then those of the layers. */
  private static Set<TensorRef> tensors(RunnablePlan plan) {
    Set<TensorRef> tensors = new LinkedHashSet<>();
    plan.plan().output().ifPresent(output -> tensors.add(output.tensor()));
    plan.plan().tensors().keySet().stream().filter(plan::holds).forEach(tensors::add);
    return tensors;
  }

  private String name(TensorRef tensor) {
    return request.signature().graph().node(tensor.node()).scopedName() + ":" + tensor.index();
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

  private Values run(Feeds feeds) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    List<TensorRef> fetched =
        tensors.stream().filter(tensor -> feeds.input(plan.output(tensor)).isEmpty()).toList();
    fetched.forEach(tensor -> runner.fetch(plan.output(tensor)));
    return new Values(plan, feeds, fetched, plan.run(runner));
  }

  private Optional<String> compare(String name, List<Tensor> alone, Tensor together) {
    boolean isRows = isRows(together.shape(), alone.size());
    if (!isRows || !alone.stream().allMatch(one -> isRows(one.shape(), 1))) {
      return Optional.of("dimension 0 of tensor \"" + name + "\" is not the example");
    }
    Shape tail = together.shape().tail();
    if (!alone.stream().allMatch(one -> one.shape().tail().equals(tail))) {
      return Optional.of(
          "the shape of tensor \"" + name + "\" depends on which examples are together");
    }
    double[] actual = FloatingPointValues.of(together);
    for (int row = 0; row < alone.size(); row++) {
      if (!agree(alone.get(row), actual, row)) {
        return Optional.of(
            "examples influence one another, or each run is another one: tensor \""
                + name
                + "\" of an example depends on what else is in the batch");
      }
    }
    return Optional.empty();
  }

  private boolean agree(Tensor alone, double[] together, int row) {
    double[] expected = FloatingPointValues.of(alone);
    return comparison.agree(
        FloatingPointValues.type(alone), expected, together, row * expected.length);
  }

  private static boolean isRows(Shape shape, long rows) {
    return shape.numDimensions() > 0 && shape.get(0) == rows;
  }
}
