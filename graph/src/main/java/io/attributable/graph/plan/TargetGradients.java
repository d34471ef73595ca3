package io.attributable.graph.plan;

import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tape.control.SeedLoop;
import io.attributable.graph.tape.stack.StackedPass;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradients of one target, or of each of several.
 *
 * @param target where the target is fed, or the targets
 * @param gradients by source, for each pass; those of several targets along a dimension in front
 * @param widest see {@link AttributionPlan#widest()}
 */
record TargetGradients(TensorRef target, List<Map<TensorRef, TensorRef>> gradients, long widest) {

  /** Has backward passes run for several targets, if the kind says so: at once, or in a loop. */
  static TargetGradients of(
      GraphBuilder builder,
      SeedWriter seed,
      List<Map<TensorRef, TensorRef>> gradients,
      FunctionGraphs functions,
      TargetKind kind) {
    if (!kind.isStacked()) {
      return new TargetGradients(seed.target(), gradients, 0);
    }
    Set<TensorRef> results = new LinkedHashSet<>();
    gradients.forEach(pass -> results.addAll(pass.values()));
    TensorRef targets = seed.targets();
    StackedPass.Result pass =
        StackedPass.of(builder, seed.target(), targets, results, functions)
            .orElseGet(
                () ->
                    new StackedPass.Result(
                        new SeedLoop(
                                builder,
                                seed.target(),
                                targets,
                                ConditionalBranch.of(builder)::guards)
                            .stack(results),
                        0));
    List<Map<TensorRef, TensorRef>> stacked =
        gradients.stream().map(single -> stacked(single, pass.results())).toList();
    return new TargetGradients(targets, stacked, pass.widest());
  }

  private static Map<TensorRef, TensorRef> stacked(
      Map<TensorRef, TensorRef> single, Map<TensorRef, TensorRef> results) {
    Map<TensorRef, TensorRef> bySource = new LinkedHashMap<>();
    single.forEach((source, gradient) -> bySource.put(source, results.get(gradient)));
    return bySource;
  }
}
