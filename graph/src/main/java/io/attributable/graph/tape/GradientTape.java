package io.attributable.graph.tape;

import io.attributable.RuleCoverage;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.InvalidNodeException;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Reverse-mode differentiation of a flat graph. Traverses the graph backwards once, over the nodes
 * between the sources and the outputs only, and calls a {@link GradientRule} per node for the
 * gradients of just the inputs that need one. The gradient's nodes are added to a {@link
 * GraphBuilder}. Not thread-safe.
 *
 * <p>Source: reverse accumulation: Griewank and Walther (2008), Evaluating Derivatives, 2nd
 * edition, doi:10.1137/1.9780898717761, chapter 3; {@code tensorflow/python/ops/gradients_util.py},
 * {@code _GradientsHelper}.
 */
public final class GradientTape implements Tape {
  private final GraphBuilder builder;
  private final RuleBook rules;
  private final Influence influence;
  private final NodeWriter writer;
  private final CoverageRecorder coverage;
  private final Map<TensorRef, GradientAccumulator> gradients = new HashMap<>();

  /**
   * Adds to a graph by these rules.
   *
   * @param functions opens what loops and branches refer to
   */
  public GradientTape(GraphBuilder builder, RuleBook rules, FunctionGraphs functions) {
    this(builder, rules, functions, new CoverageRecorder());
  }

  private GradientTape(
      GraphBuilder builder, RuleBook rules, FunctionGraphs functions, CoverageRecorder coverage) {
    this.coverage = coverage;
    this.builder = builder;
    this.rules = rules;
    this.influence = new Influence(rules, functions);
    this.writer = new NodeWriter(builder);
  }

  /**
   * The total derivatives of a weighted sum of the elements of some outputs.
   *
   * @param seeds by output, the weight of each of its elements, shaped like it
   * @param sources the tensors to differentiate with respect to; they may lie upstream of each
   *     other
   * @return by source; a source that no output depends on differentiably is absent
   * @throws NoGradientException if an op between a source and an output has no rule
   */
  public Map<TensorRef, TensorRef> gradient(
      Map<TensorRef, List<TensorRef>> seeds, Collection<TensorRef> sources) {
    Set<TensorRef> influenced = influence.of(builder.base(), sources);
    gradients.clear();
    seeds.forEach((output, parts) -> parts.forEach(contributions(output)::add));
    List<FlatNode> backwards = new ArrayList<>(builder.base().byName().values());
    Collections.reverse(backwards);
    Map<TensorRef, TensorRef> results = new LinkedHashMap<>();
    for (FlatNode node : backwards) {
      Map<Integer, TensorRef> outputs = summed(node, influenced);
      outputs.forEach(
          (index, gradient) -> {
            if (sources.contains(node.output(index))) {
              results.put(node.output(index), gradient);
            }
          });
      if (!outputs.isEmpty()) {
        differentiate(node, outputs, influenced);
      }
    }
    return results;
  }

  @Override
  public Map<TensorRef, TensorRef> gradient(
      GraphBuilder graph, Map<TensorRef, List<TensorRef>> seeds, Collection<TensorRef> sources) {
    return new GradientTape(graph, rules, functions(), coverage).gradient(seeds, sources);
  }

  @Override
  public Map<Integer, TensorRef> gradient(
      FlatNode node, Map<Integer, TensorRef> outputGradients, Set<Integer> needed) {
    GradientRule rule = rules.find(node).orElseThrow(() -> new NoGradientException(node));
    return rule.gradient(new RuleContext(node, outputGradients, needed, this));
  }

  @Override
  public NodeWriter writer() {
    return writer;
  }

  @Override
  public FunctionGraphs functions() {
    return influence.functions();
  }

  @Override
  public List<BitSet> ofFunction(FunctionGraph function) {
    return influence.ofFunction(function);
  }

  /** By which rules the tape went through which ops, functions of loops and branches included. */
  public RuleCoverage coverage() {
    return coverage.coverage();
  }

  private GradientAccumulator contributions(TensorRef tensor) {
    return gradients.computeIfAbsent(tensor, unused -> new GradientAccumulator());
  }

  /** The gradients of a node's outputs, each summed over all that use it. */
  private Map<Integer, TensorRef> summed(FlatNode node, Set<TensorRef> influenced) {
    Map<Integer, TensorRef> outputs = new LinkedHashMap<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      GradientAccumulator parts = gradients.get(node.output(i));
      if (parts != null && influenced.contains(node.output(i))) {
        outputs.put(i, parts.sum(writer, node.output(i)));
      }
    }
    return outputs;
  }

  private void differentiate(
      FlatNode node, Map<Integer, TensorRef> outputs, Set<TensorRef> influenced) {
    Set<Integer> needed = needed(node, influenced);
    if (needed.isEmpty() || !influence.flows(builder.base(), node)) {
      return;
    }
    GradientRule rule =
        rules.find(builder.base(), node).orElseThrow(() -> new NoGradientException(node));
    RuleContext context = new RuleContext(node, outputs, needed, this);
    coverage.add(node.op(), rule);
    ofInputs(rule, context)
        .forEach(
            (input, gradient) -> {
              if (needed.contains(input)) {
                contributions(node.inputs().get(input))
                    .add(shaped(gradient, node.inputs().get(input)));
              }
            });
    context
        .items()
        .forEach(
            item ->
                contributions(node.inputs().get(item.input()))
                    .addItem(item.index(), item.gradient(), item.type()));
  }

  /** Some ops are computed in types that no op of their gradient takes. */
  private static Map<Integer, TensorRef> ofInputs(GradientRule rule, RuleContext context) {
    try {
      return rule.gradient(context);
    } catch (InvalidNodeException e) {
      NoGradientException refused = new NoGradientException(context.node());
      refused.initCause(e);
      throw refused;
    }
  }

  /** A gradient has the shape of its tensor, whether its rule sets that or not. */
  private TensorRef shaped(TensorRef gradient, TensorRef tensor) {
    FlatNode node = builder.added().get(gradient.node());
    FlatNode.Output like = builder.output(tensor);
    if (node != null && Types.isDifferentiable(like.type()) && !like.shape().isUnknown()) {
      List<FlatNode.Output> outputs = new ArrayList<>(node.outputs());
      FlatNode.Output known = outputs.get(gradient.index());
      Shape shape = merged(known.shape(), like.shape());
      if (!shape.equals(known.shape())) {
        outputs.set(gradient.index(), new FlatNode.Output(known.type(), shape));
        builder.reshape(node.withOutputs(outputs));
      }
    }
    return gradient;
  }

  /** The more specific of two shapes of the same tensor. */
  private static Shape merged(Shape known, Shape like) {
    if (known.isUnknown() || known.numDimensions() != like.numDimensions()) {
      return known.isUnknown() ? like : known;
    }
    long[] sizes = known.asArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] >= 0 ? sizes[i] : like.get(i);
    }
    return Shape.of(sizes);
  }

  private static Set<Integer> needed(FlatNode node, Set<TensorRef> influenced) {
    Set<Integer> needed = new HashSet<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (influenced.contains(node.inputs().get(i))) {
        needed.add(i);
      }
    }
    return needed;
  }
}
