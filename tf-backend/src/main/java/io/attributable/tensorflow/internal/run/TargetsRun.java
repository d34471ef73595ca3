package io.attributable.tensorflow.internal.run;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Prediction;
import io.attributable.Target;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** One request being answered for several targets, portion by portion. */
public final class TargetsRun {
  private final LoadedModel model;
  private final AttributionRequest request;
  private final AttributionRun common;
  private final long budget;

  public TargetsRun(LoadedModel model, AttributionRequest request) {
    this(model, request, TargetChunks.BUDGET);
  }

  public TargetsRun(LoadedModel model, AttributionRequest request, long budget) {
    this.budget = budget;
    this.model = model;
    this.request = request;
    this.common = new AttributionRun(model, request);
  }

  /**
   * Answers for each target.
   *
   * @param named null for all targets that the output has
   */
  public Map<Target, Attributions> run(@Nullable List<Target> named) {
    TargetList list = named == null ? null : TargetList.of(named);
    if (list != null && list.targets().size() == 1) {
      Target only = list.targets().get(0);
      return Map.of(only, new AttributionRun(model, request, only).run());
    }
    RunnablePlan plan = common.suited(common.plan(TargetKind.INDICES), atOnce(list));
    try (Feeds feeds = common.feeds(plan)) {
      String output = plan.plan().output().name();
      Shape shape = shape(plan, feeds, list == null);
      TargetList wanted = list != null ? list : TargetList.all(output, shape);
      wanted.check(output, shape);
      return run(plan, feeds, wanted, shape.numDimensions() - 1);
    }
  }

  private static int atOnce(@Nullable TargetList list) {
    return list == null ? Integer.MAX_VALUE : list.targets().size();
  }

  /** The output's shape, found out by a run where too little of it is known before. */
  private Shape shape(RunnablePlan plan, Feeds feeds, boolean all) {
    Shape known = plan.plan().output().shape();
    boolean enough =
        !known.isUnknown()
            && (!all || known.numDimensions() < 2 || !known.tail().hasUnknownDimension());
    return enough ? known : common.outputShape(plan, feeds);
  }

  private Map<Target, Attributions> run(
      RunnablePlan plan, Feeds feeds, TargetList wanted, int width) {
    Map<Target, Attributions> results = new LinkedHashMap<>();
    Optional<Attributions> empty = common.empty(plan.plan());
    if (empty.isPresent()) {
      wanted.targets().forEach(target -> results.put(target, empty.get()));
      return Collections.unmodifiableMap(results);
    }
    common.checkReduction(plan, feeds);
    int count = wanted.targets().size();
    TargetChunks portions = new TargetChunks(plan.plan(), request.inputs(), budget);
    for (int from = 0; from < count; ) {
      int to = Math.min(count, from + portions.size());
      feeds.setTarget(wanted.indices(from, to, width));
      List<Attributions> portion = run(plan, feeds, wanted, from, to, portions);
      for (int i = from; i < to; i++) {
        results.put(wanted.targets().get(i), portion.get(i - from));
      }
      from = to;
    }
    return Collections.unmodifiableMap(results);
  }

  private List<Attributions> run(
      RunnablePlan plan, Feeds feeds, TargetList wanted, int from, int to, TargetChunks sizes) {
    Session.Runner runner = plan.runner();
    feeds.feedAll(runner);
    Fetches fetches = common.fetches(plan, runner);
    try (Result result = runner.run()) {
      Shape shape = AttributionRun.shape((TInt64) fetches.of(plan.plan().outputShape(), result));
      String output = plan.plan().output().name();
      wanted.check(output, shape);
      new TargetCheck(output, wanted.targets().get(from))
          .checkWeights(request.gradientWeights(), shape);
      sizes.correct(result, to - from);
      return results(plan.plan(), fetches, result, to - from);
    }
  }

  private List<Attributions> results(
      AttributionPlan plan, Fetches fetches, Result result, int count) {
    Prediction prediction = common.prediction(plan, fetches, result);
    List<List<Attribution>> byTarget = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byTarget.add(new ArrayList<>());
    }
    List<ResultArrays> arrays = new ArrayList<>();
    byTarget.forEach(unused -> arrays.add(new ResultArrays()));
    for (int i = 0; i < plan.layers().size(); i++) {
      AttributionPlan.Layer layer = plan.layers().get(i);
      List<List<AttributedTensor>> tensors = tensors(plan, layer, fetches, result, arrays);
      for (int j = 0; j < count; j++) {
        byTarget
            .get(j)
            .add(
                new Attribution(
                    common.wanted().addresses().get(i),
                    layer.layer().port(),
                    request.method(),
                    tensors.get(j),
                    common.wanted().unused(i),
                    prediction));
      }
    }
    return byTarget.stream()
        .map(layers -> new Attributions(layers, common.wanted().leftOut()))
        .toList();
  }

  /** By target, the layer's tensors. */
  private List<List<AttributedTensor>> tensors(
      AttributionPlan plan,
      AttributionPlan.Layer layer,
      Fetches fetches,
      Result result,
      List<ResultArrays> arrays) {
    List<List<AttributedTensor>> byTarget = new ArrayList<>();
    arrays.forEach(unused -> byTarget.add(new ArrayList<>()));
    for (AttributionPlan.Tensor tensor : layer.tensors()) {
      for (int i = 0; i < arrays.size(); i++) {
        OptionalInt place = tensor.used() ? OptionalInt.of(i) : OptionalInt.empty();
        byTarget.get(i).add(common.tensor(plan, tensor, fetches, result, arrays.get(i), place));
      }
    }
    return byTarget;
  }
}
