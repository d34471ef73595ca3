package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.Closure;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One branch with the nodes of its gradient. Arguments count from 0, without the choice. */
final class DifferentiatedBranch {
  private final FunctionGraph function;
  private final GraphBuilder body;
  private final Map<Integer, TensorRef> seeds = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> gradients;
  private final Map<Integer, TensorRef> results = new LinkedHashMap<>();
  private Set<TensorRef> recorded = Set.of();

  DifferentiatedBranch(RuleContext context, FunctionGraph function) {
    this.function = function;
    Map<TensorRef, TensorRef> given = BranchRule.given(context.node(), function);
    this.body = context.writer().graph().nested(function.graph(), given);
    this.gradients = differentiate(context);
  }

  private Map<TensorRef, TensorRef> differentiate(RuleContext context) {
    Map<TensorRef, List<TensorRef>> starts = new HashMap<>();
    LoopVariables placeholders = new LoopVariables(body);
    for (int output : context.outputGradients().keySet()) {
      TensorRef result = function.results().get(output);
      TensorRef seed =
          placeholders.add("gradient_" + output, body.type(result), body.shape(result));
      seeds.put(output, seed);
      starts.computeIfAbsent(result, unused -> new ArrayList<>()).add(seed);
    }
    Set<TensorRef> sources = new HashSet<>();
    context.needed().forEach(input -> sources.add(function.arguments().get(input - 1)));
    try {
      return context.tape().gradient(body, starts, sources);
    } catch (NoGradientException e) {
      throw e.inside(context.node());
    }
  }

  /** Whether the branch hands a gradient to an argument. */
  boolean reaches(int argument) {
    return gradients.containsKey(function.arguments().get(argument));
  }

  /** Settles which arguments' gradients the branch computes; zeros where it reaches none. */
  void compute(Collection<Integer> arguments) {
    NodeWriter writer = new NodeWriter(body);
    for (int argument : arguments) {
      TensorRef source = function.arguments().get(argument);
      TensorRef gradient = gradients.get(source);
      results.put(argument, gradient != null ? gradient : writer.zerosLike(source));
    }
    Set<TensorRef> given = new HashSet<>(function.arguments());
    given.addAll(seeds.values());
    recorded = new ForwardValues(body, results.values(), given, Recording.VARIABLES).recorded();
  }

  /** What the branch must hand over from its forward run, since running it again gives another. */
  Set<TensorRef> recorded() {
    return recorded;
  }

  /** The arguments that the gradient takes. */
  Set<Integer> used() {
    Set<TensorRef> given = new HashSet<>(function.arguments());
    given.addAll(seeds.values());
    given.addAll(recorded);
    Closure closure = new Closure(body, given);
    results.values().forEach(closure::need);
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < function.arguments().size(); i++) {
      if (closure.used().contains(function.arguments().get(i))) {
        used.add(i);
      }
    }
    return used;
  }

  FunctionGraph function() {
    return function;
  }

  GraphBuilder body() {
    return body;
  }

  /** The placeholder for the gradient of one of the forward branch's outputs. */
  TensorRef seed(int output) {
    return Objects.requireNonNull(seeds.get(output));
  }

  /** By argument, its gradient. */
  Map<Integer, TensorRef> results() {
    return results;
  }
}
