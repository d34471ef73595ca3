package io.attributable.graph.plan;

import io.attributable.RuleCoverage;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.method.DifferentiatedGraph;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.points.PointGraph;
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
 * The derivative of an output, if a method has one, and a second one of the same output, if it
 * needs one.
 *
 * @param output where it begins
 * @param gradients by tensor; of several targets along a dimension in front. A tensor that the
 *     output does not depend on differentiably is absent.
 * @param beside the derivative by the tensor that a parameter of the method names, in the same way
 * @param widest see {@link AttributionPlan#widest()}
 * @param coverage see {@link AttributionPlan#coverage()}
 */
record BackwardPass(
    Optional<PlannedOutput> output,
    Map<TensorRef, TensorRef> gradients,
    Map<TensorRef, TensorRef> beside,
    long widest,
    RuleCoverage coverage) {

  /**
   * Writes it.
   *
   * @throws NoGradientException if an op between a tensor and the output has no rule
   */
  static BackwardPass of(
      GraphBuilder builder,
      PlanSpec spec,
      Optional<PointGraph> points,
      RuleBook rules,
      FunctionGraphs functions) {
    if (spec.output().isEmpty()) {
      return new BackwardPass(Optional.empty(), Map.of(), Map.of(), 0, RuleCoverage.none());
    }
    TensorRef output = spec.output().get();
    if (!spec.method().differentiates()) {
      return new BackwardPass(
          Optional.of(output(builder, output, Optional.empty())),
          Map.of(),
          Map.of(),
          0,
          RuleCoverage.none());
    }
    SeedWriter seed =
        new SeedWriter(
            builder, output, spec.target(), spec.weighted(), points.map(PointGraph::count));
    Set<TensorRef> sources = new LinkedHashSet<>();
    spec.tensors().forEach(tensor -> sources.add(tensor.tensor()));
    points.ifPresent(
        some -> some.moved().forEach(moved -> sources.add(some.tensor(moved.tensor()))));
    MethodPlan method = spec.method();
    TensorRef begins = method.seed(new NodeWriter(builder), seed.seed(), output);
    GradientTape tape =
        new GradientTape(
            builder,
            method.rules(rules, new DifferentiatedGraph(builder.base(), output, functions, points)),
            functions);
    Map<TensorRef, TensorRef> gradients = tape.gradient(Map.of(output, List.of(begins)), sources);
    if (!tape.coverage().isEmpty()) {
      addZeros(builder, gradients, sources, output, new Influence(rules, functions));
    }
    TargetGradients targets =
        TargetGradients.of(
            builder,
            seed,
            List.of(gradients, beside(builder, spec, seed, rules, functions)),
            functions,
            spec.target());
    PlannedOutput.Seed begin =
        new PlannedOutput.Seed(seed.outputShape(), targets.target(), seed.weights());
    return new BackwardPass(
        Optional.of(output(builder, output, Optional.of(begin))),
        targets.gradients().get(0),
        targets.gradients().get(1),
        targets.widest(),
        tape.coverage());
  }

  /** A second pass from the same output, by the rules of ops in general. */
  private static Map<TensorRef, TensorRef> beside(
      GraphBuilder builder,
      PlanSpec spec,
      SeedWriter seed,
      RuleBook rules,
      FunctionGraphs functions) {
    return spec.method()
        .beside()
        .map(
            named ->
                new GradientTape(builder, rules, functions)
                    .gradient(
                        Map.of(spec.output().orElseThrow(), List.of(seed.seed())),
                        List.of(named.tensor())))
        .orElse(Map.of());
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
