package io.attributable.cli.preflight;

import io.attributable.UnusedTensor;
import io.attributable.Wording;
import io.attributable.cli.table.Table;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows a preflight as a table: what people read. */
public final class PreflightText {
  private static final String NOTHING = "-";
  private static final int MOST_NAMES = 12;

  private PreflightText() {}

  /** The whole report, line by line. */
  public static List<String> of(PreflightReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("SavedModel " + report.model());
    lines.add("");
    lines.add("Signature " + report.signature());
    lines.addAll(table(report).lines());
    lines.addAll(unused(report));
    lines.addAll(notes(report));
    lines.add("");
    lines.add(summary(report));
    return lines;
  }

  private static String summary(PreflightReport report) {
    List<LayerPreflight> relevant = report.relevant();
    long explainable = relevant.stream().filter(LayerPreflight::explainable).count();
    int others = report.layers().size() - relevant.size();
    return explainable
        + " of "
        + relevant.size()
        + " can be explained."
        + (others == 0 ? "" : " " + others + " more have no floating-point numbers to explain.");
  }

  private static List<String> unused(PreflightReport report) {
    List<String> lines = new ArrayList<>();
    for (LayerPreflight layer : report.layers()) {
      for (UnusedTensor tensor : layer.unused()) {
        if (lines.isEmpty()) {
          lines.add("");
          lines.add("  Not explained, beside the other tensors of their layers:");
        }
        lines.add(
            "    %s %s: \"%s\" (%s %s) %s"
                .formatted(
                    layer.layer(),
                    layer.port().name().toLowerCase(Locale.ROOT),
                    tensor.name(),
                    tensor.elementType().numpyName(),
                    tensor.shape(),
                    tensor.reason()));
      }
    }
    return lines;
  }

  private static Table table(PreflightReport report) {
    Table table = new Table("  ");
    table.add("LAYER", "PORT", "OUTPUT", "REACHABLE", "DIFFERENTIABLE", "BLOCKED BY", "REMEDY");
    for (LayerPreflight layer : report.layers()) {
      table.add(
          layer.layer(),
          layer.port().name().toLowerCase(Locale.ROOT),
          layer.output(),
          word(layer, layer.reachable()),
          word(layer, layer.differentiable()),
          blockade(layer),
          layer.remedies().isEmpty() ? NOTHING : String.join(" ", layer.remedies()));
    }
    return table;
  }

  /** A side without anything to explain neither reaches an output nor fails to. */
  private static String word(LayerPreflight layer, boolean property) {
    if (!layer.hasTensors()) {
      return NOTHING;
    }
    return property ? "yes" : "no";
  }

  private static String blockade(LayerPreflight layer) {
    return layer
        .blockedBy()
        .map(blockade -> blockade.op() + " \"" + blockade.node() + "\"")
        .orElse(NOTHING);
  }

  /** Each note once, for all layers and nodes it is about. */
  private static List<String> notes(PreflightReport report) {
    Map<String, Set<String>> layers = new LinkedHashMap<>();
    Map<String, Set<String>> nodes = new LinkedHashMap<>();
    for (LayerPreflight layer : report.layers()) {
      for (PreflightNote note : layer.notes()) {
        layers
            .computeIfAbsent(note.text(Wording.COMMAND_LINE), text -> new LinkedHashSet<>())
            .add(layer.layer());
        nodes
            .computeIfAbsent(note.text(Wording.COMMAND_LINE), text -> new LinkedHashSet<>())
            .addAll(note.nodes());
      }
    }
    List<String> lines = new ArrayList<>();
    layers.forEach(
        (text, about) -> {
          lines.add("");
          lines.add("  Note: " + text);
          lines.add("    behind layers " + names(about));
          lines.add("    nodes " + names(nodes.getOrDefault(text, Set.of())));
        });
    return lines;
  }

  private static String names(Collection<String> names) {
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
