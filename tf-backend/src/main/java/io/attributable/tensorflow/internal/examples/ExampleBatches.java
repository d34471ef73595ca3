package io.attributable.tensorflow.internal.examples;

import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Example;
import io.attributable.Target;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.IndependenceCheck;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.tensor.ConcatenatedArrays;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Makes one request of several examples, and the results of each of its result. */
public final class ExampleBatches {
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
    if (model.answer(together, () -> interact(request.with(together)))) {
      List<Attributions> results = new ArrayList<>();
      for (int i = 0; i < examples.size(); i++) {
        results.add(attribute(request(examples.get(i).inputs(), targets.get(i))));
      }
      return results;
    }
    return SplitResults.split(
        attribute(together), examples.stream().mapToLong(ExampleBatches::rows).toArray());
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
    if (targets.stream().allMatch(first::equals) && !(first instanceof Target.PerExample)) {
      return first;
    }
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Target.PerExample each) {
        // Mismatched sizes of one example must not be compensated by those of another.
        if (each.indices().size() != rows(examples.get(i))) {
          return new Target.PerExample(List.of());
        }
        rows.addAll(each.indices());
      } else {
        List<Integer> index = ((Target.Index) targets.get(i)).index();
        rows.addAll(Collections.nCopies((int) rows(examples.get(i)), index));
      }
    }
    return new Target.PerExample(rows);
  }

  private boolean interact(PreparedRequest together) {
    TargetList target = TargetList.one(together.request().target());
    Optional<Examples> examples =
        Examples.of(together.signature().graph().signature(), together.request(), target);
    if (examples.isEmpty()) {
      return true;
    }
    try (PlanLease plan = together.plan(target.kind(), model.batching().firstDevice())) {
      return IndependenceCheck.problem(model.batching(), together, plan, examples.get())
          .isPresent();
    }
  }
}
