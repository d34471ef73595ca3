package io.attributable.cli.report;

import io.attributable.AttributionMethod;
import java.util.List;

/**
 * One explanation of a report.
 *
 * @param layers what is explained, in one run: a layer, or inputs, whose values add up together
 * @param asked whether somebody asked for it, so that it must not fail
 */
record ReportItem(AttributionMethod method, List<String> layers, boolean asked) {
  private static final String INPUT = "input:";

  /** Copies the list. */
  ReportItem {
    layers = List.copyOf(layers);
  }

  /** One item for all inputs, and one for each layer. */
  static List<ReportItem> of(AttributionMethod method, List<String> layers, boolean asked) {
    List<String> inputs = layers.stream().filter(layer -> layer.startsWith(INPUT)).toList();
    return layers.stream()
        .map(layer -> inputs.contains(layer) ? inputs : List.of(layer))
        .distinct()
        .map(together -> new ReportItem(method, together, asked))
        .toList();
  }
}
