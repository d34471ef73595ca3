package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One output, and the layers that its gradients reach. Safe for any number of threads. */
final class OutputPreflight {
  private final Paths paths;
  private final OutputTensor output;
  private final Optional<AttributionException> problem;
  private final GradientFlow flow;
  private final BitSet before;
  private final Purity purity;

  OutputPreflight(Paths paths, OutputTensor output, GradientFlow flow) {
    this.paths = paths;
    this.output = output;
    this.problem = problem(paths, output);
    this.flow = flow;
    this.before = paths.before(output.tensor());
    this.purity = Purity.of(paths.graph(), output.tensor());
  }

  /** Whether it is a function of the input alone. */
  Purity purity() {
    return purity;
  }

  private static Optional<AttributionException> problem(Paths paths, OutputTensor output) {
    try {
      output.check(paths.graph());
      return Optional.empty();
    } catch (AttributionException e) {
      return Optional.of(e);
    }
  }

  OutputTensor output() {
    return output;
  }

  /** Why nothing at all can be explained towards it. */
  Optional<AttributionException> problem() {
    return problem;
  }

  /** Whether the output's values depend on some tensors, or are theirs. */
  boolean dependsOn(Collection<TensorRef> tensors) {
    return tensors.contains(output.tensor()) || between(tensors).get(maker());
  }

  /** The nodes between some tensors and the output. */
  BitSet between(Collection<TensorRef> tensors) {
    BitSet between = paths.behind(tensors);
    between.and(before);
    return between;
  }

  /** The node between some tensors and the output for which there is no rule. */
  Optional<NonDifferentiableNode> withoutRule(Collection<TensorRef> tensors) {
    return differentiable()
        ? tensors.stream().flatMap(tensor -> flow.withoutRule(tensor).stream()).findFirst()
        : Optional.empty();
  }

  /** Those of some tensors that no gradient reaches, though no rule is missing. */
  List<TensorRef> unreached(Collection<TensorRef> tensors) {
    return tensors.stream()
        .filter(tensor -> !differentiable() || !flow.reaches(tensor))
        .filter(tensor -> withoutRule(List.of(tensor)).isEmpty())
        .toList();
  }

  /** Whether a request for a layer of some tensors will be answered. */
  boolean explains(Collection<TensorRef> tensors) {
    return problem.isEmpty()
        && withoutRule(tensors).isEmpty()
        && unreached(tensors).size() < tensors.size();
  }

  private boolean differentiable() {
    return Types.isFloat(output.type());
  }

  /**
   * The last node between some tensors and the output at which gradients end by definition: that
   * stops them all, or else that makes none for what it takes.
   */
  Optional<FlatNode> end(Collection<TensorRef> tensors) {
    Set<TensorRef> influenced = flow.influenced(tensors);
    List<FlatNode> takers =
        paths.nodes(between(tensors)).stream()
            .filter(node -> node.inputs().stream().anyMatch(influenced::contains))
            .toList();
    Optional<FlatNode> stop = last(takers.stream().filter(paths::stops).toList());
    return stop.isPresent() || !differentiable() ? stop : silent(takers, influenced);
  }

  private Optional<FlatNode> silent(List<FlatNode> takers, Set<TensorRef> influenced) {
    flow.explore(influenced);
    return last(
        takers.stream()
            .filter(this::isReached)
            .filter(
                node ->
                    node.inputs().stream().filter(influenced::contains).noneMatch(flow::reaches))
            .toList());
  }

  private boolean isReached(FlatNode node) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.output(i).equals(output.tensor()) || flow.reaches(node.output(i))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<FlatNode> last(List<FlatNode> nodes) {
    return nodes.isEmpty() ? Optional.empty() : Optional.of(nodes.get(nodes.size() - 1));
  }

  private int maker() {
    return paths.position(paths.graph().node(output.tensor().node()));
  }
}
