package io.attributable.graph.plan;

import io.attributable.RuleCoverage;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.tape.GradientTape;
import io.attributable.graph.tape.Influence;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The derivative of an output, if a method has one.
 *
 * @param output where it begins
 * @param gradients by tensor; of several targets along a dimension in front. A tensor that the
 *     output does not depend on differentiably is absent.
 * @param widest see {@link AttributionPlan#widest()}
 * @param coverage see {@link AttributionPlan#coverage()}
 */
record BackwardPass(
    Optional<PlannedOutput> output,
    Map<TensorRef, TensorRef> gradients,
    long widest,
    RuleCoverage coverage) {

  /**
   * Writes it.
   *
   * @throws NoGradientException if an op between a tensor and the output has no rule
   */
  static BackwardPass of(
      GraphBuilder builder, PlanSpec spec, RuleBook rules, FunctionGraphs functions) {
    if (spec.output().isEmpty()) {
      return new BackwardPass(Optional.empty(), Map.of(), 0, RuleCoverage.none());
    }
    TensorRef output = spec.output().get();
    if (!spec.method().differentiates()) {
      return new BackwardPass(
          Optional.of(output(builder, output, Optional.empty())), Map.of(), 0, RuleCoverage.none());
    }
    SeedWriter seed = new SeedWriter(builder, output, spec.target(), spec.weighted());
    Set<TensorRef> sources = new LinkedHashSet<>();
    spec.tensors().forEach(tensor -> sources.add(tensor.tensor()));
    MethodPlan method = spec.method();
    TensorRef begins = method.seed(new NodeWriter(builder), seed.seed(), output);
    GradientTape tape =
        new GradientTape(
            builder, method.rules(rules, builder.base(), output, functions), functions);
    Map<TensorRef, TensorRef> gradients = tape.gradient(Map.of(output, List.of(begins)), sources);
    if (!tape.coverage().isEmpty()) {
      addZeros(builder, gradients, sources, output, new Influence(rules, functions));
    }
    TargetGradients targets =
        TargetGradients.of(builder, seed, gradients, functions, spec.target());
    PlannedOutput.Seed begin =
        new PlannedOutput.Seed(seed.outputShape(), targets.target(), seed.weights());
    return new BackwardPass(
        Optional.of(output(builder, output, Optional.of(begin))),
        targets.gradients(),
        targets.widest(),
        tape.coverage());
  }

  /**
   * A method that has rules of its own may hand nothing to what the output depends on, as to a
   * gate. That has zeros, and is used.
   */
  private static void addZeros(
      GraphBuilder builder,
      Map<TensorRef, TensorRef> gradients,
      Set<TensorRef> sources,
      TensorRef output,
      Influence influence) {
    for (TensorRef source : sources) {
      if (!gradients.containsKey(source)
          && influence.of(builder.base(), List.of(source)).contains(output)) {
        gradients.put(source, new NodeWriter(builder).zerosLike(source));
      }
    }
  }

  private static PlannedOutput output(
      GraphBuilder builder, TensorRef output, Optional<PlannedOutput.Seed> seed) {
    return new PlannedOutput(output, builder.type(output), builder.shape(output), seed);
  }
}
