package io.attributable.graph.fingerprint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Numbers the steps of a graph in an order that depends on their computation only: from the results
 * backwards, then the steps that no result uses.
 */
final class CanonicalOrder {
  private final Steps steps;
  private final ColourRefinement colours;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<String, Integer> states = new HashMap<>();

  private CanonicalOrder(Steps steps) {
    this.steps = steps;
    this.colours = ColourRefinement.of(steps.all());
  }

  static CanonicalOrder of(Steps steps) {
    CanonicalOrder numbering = new CanonicalOrder(steps);
    PostOrder order = new PostOrder(numbering::taken);
    steps.results().forEach(result -> order.visit(result.source().step()));
    numbering.colours.sorted(steps.ends().stream()).forEach(order::visit);
    numbering.colours.sorted(steps.all().keySet().stream()).forEach(order::visit);
    order.order().forEach(key -> numbering.indices.put(key, numbering.indices.size()));
    return numbering;
  }

  private List<String> taken(String key) {
    Step step = step(key);
    return Stream.concat(step.inputs().stream().map(Step.Source::step), controls(step)).toList();
  }

  private Stream<String> controls(Step step) {
    return colours.sorted(step.controls().stream()).stream();
  }

  /** Such as {@code 17:0}: the index of the step and that of its output. */
  String text(Step.Source source) {
    return indices.getOrDefault(source.step(), -1) + ":" + source.port();
  }

  /** All steps in order, and what comes out of them, as a hash. */
  String hex() {
    Digest digest = new Digest();
    indices.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> add(step(entry.getKey()), digest));
    steps.results().forEach(result -> digest.add(result.name()).add(text(result.source())));
    steps.ends().stream().map(this::index).sorted().forEach(digest::add);
    return digest.hex();
  }

  private void add(Step step, Digest digest) {
    digest.add(step.op()).add(step.content());
    digest.add(step.state().map(this::state).orElse(-1));
    digest.add(step.inputs().size());
    step.inputs().forEach(input -> digest.add(text(input)));
    digest.add(step.controls().size());
    step.controls().stream().map(this::index).sorted().forEach(digest::add);
  }

  private int state(String name) {
    return states.computeIfAbsent(name, unseen -> states.size());
  }

  private int index(String key) {
    return indices.getOrDefault(key, -1);
  }

  private Step step(String key) {
    return steps.all().getOrDefault(key, Step.argument("missing"));
  }
}
