package io.attributable.graph.fingerprint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each step computes from the arguments, as a hash. Steps with the same computation have the
 * same hash, independent of names; hashes order steps that have no order otherwise.
 */
final class ColourRefinement {
  private final Map<String, Step> steps;
  private final Map<String, String> colours = new HashMap<>();

  private ColourRefinement(Map<String, Step> steps) {
    this.steps = steps;
  }

  static ColourRefinement of(Map<String, Step> steps) {
    ColourRefinement colours = new ColourRefinement(steps);
    PostOrder order = new PostOrder(key -> colours.taken(colours.step(key)));
    steps.keySet().forEach(order::visit);
    order.order().forEach(key -> colours.colours.put(key, colours.colour(colours.step(key))));
    return colours;
  }

  /** The keys in the order of their colours; those of the same stay as they are. */
  List<String> sorted(Stream<String> keys) {
    return keys.sorted((one, other) -> of(one).compareTo(of(other))).toList();
  }

  private String of(String key) {
    return colours.getOrDefault(key, "");
  }

  private List<String> taken(Step step) {
    return Stream.concat(step.inputs().stream().map(Step.Source::step), step.controls().stream())
        .toList();
  }

  private String colour(Step step) {
    Digest digest = new Digest().add(step.op()).add(step.content());
    step.inputs().forEach(input -> digest.add(of(input.step())).add(input.port()));
    digest.add(step.inputs().size());
    step.controls().stream().map(this::of).sorted().forEach(digest::add);
    return digest.hex();
  }

  private Step step(String key) {
    return steps.getOrDefault(key, Step.argument("missing"));
  }
}
