package io.attributable.cli.report;

import io.attributable.Features;
import io.attributable.Smoothing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asked a report for.
 *
 * @param signature empty for the model's default
 * @param layers addresses; none for what fits
 * @param methods names; none for what fits
 * @param parameters of the methods, each for those that have it
 * @param output empty for the card's, or the only one
 * @param target as it was written; empty for the card's, or what was predicted
 * @param smoothing noise that all of it is computed with; empty for none
 * @param features what features are called, where the card calls them otherwise
 * @param title empty for the card's, or the model's name
 */
public record ReportWishes(
    Optional<String> signature,
    List<String> layers,
    List<String> methods,
    Map<String, Object> parameters,
    Optional<String> output,
    Optional<String> target,
    Optional<Smoothing> smoothing,
    Features features,
    Optional<String> title) {
  /** Copies the lists. */
  public ReportWishes {
    layers = List.copyOf(layers);
    methods = List.copyOf(methods);
  }
}
