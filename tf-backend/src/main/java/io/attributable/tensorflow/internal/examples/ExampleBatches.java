package io.attributable.tensorflow.internal.examples;

import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.AxisSlice;
import io.attributable.Example;
import io.attributable.Permutation;
import io.attributable.Target;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.IndependenceCheck;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.tensor.ConcatenatedArrays;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import io.attributable.tensorflow.observe.CallKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Makes one request of several examples, and the results of each of its result. */
public final class ExampleBatches {
  /** Slices can differ within a run, if they are of as many axes. */
  private record SlicedAxes(int count) {}

  /** What the examples of one run have in common. */
  private record Kind(Map<String, Shape> shapes, Map<String, String> types, Object target) {}

  private final LoadedModel model;
  private final RequestRunner runner;
  private final PreparedRequest request;

  /**
   * Explains examples by the settings of a request.
   *
   * @throws io.attributable.AttributionException about the settings for all examples
   */
  public ExampleBatches(LoadedModel model, AttributionRequest request) {
    this.model = model;
    this.runner = new RequestRunner(model);
    this.request =
        model.use(
            CallKind.PREPARE,
            () -> {
              PreparedRequest prepared = runner.prepared(request);
              if (model.servedBy().isEmpty()) {
                prepared.plan(prepared.kind(), model.batching().firstDevice()).close();
              }
              return prepared;
            });
  }

  /** What others must have, too, to go into one run; nothing where it has to run alone. */
  Optional<Object> kind(Example example, Target target) {
    if (request.request().method() instanceof Permutation
        || (target instanceof Target.Mask mask && mask.perExample())) {
      return Optional.empty();
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    long rows = rows(example);
    for (Map.Entry<String, NdArray<?>> input : example.inputs().entrySet()) {
      NdArray<?> values = input.getValue();
      if (values.rank() == 0 || values.shape().get(0) != rows || rows == 0) {
        return Optional.empty();
      }
      shapes.put(input.getKey(), values.shape().tail());
      types.put(input.getKey(), InputTensors.typeName(values));
    }
    return Optional.of(new Kind(shapes, types, kind(target)));
  }

  /** Indices can differ within a run, unless they are counted from the end. */
  private static Object kind(Target target) {
    if (target instanceof Target.Index one) {
      boolean plain = one.index().stream().allMatch(index -> index >= 0);
      return plain ? one.index().size() : target;
    }
    if (target instanceof Target.PerExample each) {
      return each.indices().isEmpty() ? target : each.indices().get(0).size();
    }
    if (target instanceof Target.Slice one) {
      return new SlicedAxes(one.axes().size());
    }
    if (target instanceof Target.SlicePerExample each) {
      return each.slices().isEmpty() ? target : new SlicedAxes(each.slices().get(0).size());
    }
    return target;
  }

  private static long rows(Example example) {
    return example.inputs().values().stream()
        .filter(values -> values.rank() > 0)
        .mapToLong(values -> values.shape().get(0))
        .findFirst()
        .orElse(0);
  }

  /**
   * Explains examples of one kind in one run, or one by one if they would influence one another.
   *
   * @throws io.attributable.AttributionException if one of them cannot be explained
   */
  List<Attributions> run(List<Example> examples, List<Target> targets) {
    if (examples.size() == 1) {
      return List.of(attribute(request(examples.get(0).inputs(), targets.get(0))));
    }
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>();
    for (String name : examples.get(0).inputs().keySet()) {
      inputs.put(
          name,
          ConcatenatedArrays.of(
              examples.stream().<NdArray<?>>map(each -> each.inputs().get(name)).toList()));
    }
    AttributionRequest together = request(inputs, target(examples, targets));
    if (model.answer(CallKind.PREPARE, together, () -> interact(request.with(together)))) {
      List<Attributions> results = new ArrayList<>();
      for (int i = 0; i < examples.size(); i++) {
        results.add(attribute(request(examples.get(i).inputs(), targets.get(i))));
      }
      return results;
    }
    return withFeatures(
        examples,
        SplitResults.split(
            attribute(together), examples.stream().mapToLong(ExampleBatches::rows).toArray()));
  }

  /** Each with its own values. */
  private List<Attributions> withFeatures(List<Example> examples, List<Attributions> results) {
    List<Attributions> own = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      AttributionRequest alone = request(examples.get(i).inputs(), request.request().target());
      own.add(ResultAssembler.withFeatures(alone, results.get(i)));
    }
    return own;
  }

  private Attributions attribute(AttributionRequest changed) {
    return runner.attribute(request.with(changed));
  }

  private AttributionRequest request(Map<String, NdArray<?>> inputs, Target target) {
    Map<String, NdArray<?>> all = new LinkedHashMap<>(request.request().inputs());
    all.putAll(inputs);
    return request.request().withExamples(all, target, Optional.empty());
  }

  private static Target target(List<Example> examples, List<Target> targets) {
    Target first = targets.get(0);
    if (targets.stream().allMatch(first::equals) && TargetList.examples(first).isEmpty()) {
      return first;
    }
    return first instanceof Target.Slice || first instanceof Target.SlicePerExample
        ? new Target.SlicePerExample(rows(examples, targets, ExampleBatches::slices))
        : new Target.PerExample(rows(examples, targets, ExampleBatches::indices));
  }

  /** Mismatched sizes of one example must not be compensated by those of another. */
  private static <T> List<T> rows(
      List<Example> examples, List<Target> targets, BiFunction<Target, Integer, List<T>> ofOne) {
    List<T> rows = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      int wanted = (int) rows(examples.get(i));
      List<T> some = ofOne.apply(targets.get(i), wanted);
      if (some.size() != wanted) {
        return List.of();
      }
      rows.addAll(some);
    }
    return rows;
  }

  private static List<List<Integer>> indices(Target target, int rows) {
    return target instanceof Target.PerExample each
        ? each.indices()
        : Collections.nCopies(rows, ((Target.Index) target).index());
  }

  private static List<List<AxisSlice>> slices(Target target, int rows) {
    return target instanceof Target.SlicePerExample each
        ? each.slices()
        : Collections.nCopies(rows, ((Target.Slice) target).axes());
  }

  private boolean interact(PreparedRequest together) {
    TargetList target = TargetList.one(together.request().target());
    Optional<Examples> examples =
        Examples.of(together.signature().graph().signature(), together.request(), target);
    if (examples.isEmpty()) {
      return true;
    }
    if (!together.output().map(output -> Types.isFloat(output.type())).orElse(true)) {
      return !together.proof(examples.get()).holds();
    }
    boolean perturbs = together.method().plan().perturbation().isPresent();
    PreparedRequest looked = perturbs ? together.outputs() : together;
    TargetKind kind = perturbs ? TargetKind.NONE : target.kind();
    try (PlanLease plan = looked.plan(kind, model.batching().firstDevice())) {
      return IndependenceCheck.problem(model.batching(), looked, plan, examples.get()).isPresent();
    }
  }
}
