package io.attributable.graph.lock;

import io.attributable.graph.declared.CheckedLayer;
import io.attributable.graph.declared.DeclaredLayer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A lock file's section about one interface.
 *
 * @param type the interface's qualified name
 * @param lines in the file's order
 */
public record LockSection(String type, List<LockLine> lines) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Sc}\\p{Pc}.]+");
  private static final String OP = "op ";

  /** Copies the lines. */
  public LockSection {
    lines = List.copyOf(lines);
  }

  /** Whether a section can have this name: letters of any language, digits, _, $ and dots. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The key of a side of a layer. */
  static String key(DeclaredLayer layer) {
    String port = layer.port().name().toLowerCase(Locale.ROOT);
    return "layer " + LockLine.quoted(layer.address()) + " " + port;
  }

  /** Sides of layers in an order that the names of methods have no part in. */
  static List<CheckedLayer> sorted(List<CheckedLayer> layers) {
    return layers.stream()
        .sorted(
            Comparator.comparing((CheckedLayer layer) -> layer.layer().address())
                .thenComparing(layer -> layer.layer().port().name()))
        .toList();
  }

  /** What the graph has to be, for the explainer. */
  public LockedGraph locked(List<CheckedLayer> layers) {
    return new LockedGraph(
        of("graph").stream().map(LockLine::value).findFirst().orElse(""),
        lines.stream()
            .filter(line -> line.key().startsWith(OP))
            .map(line -> line.text().substring(OP.length()))
            .toList(),
        sorted(layers).stream()
            .map(CheckedLayer::layer)
            .map(layer -> new LockedGraph.Layer(layer.address(), layer.port(), positions(layer)))
            .filter(layer -> !layer.positions().isEmpty())
            .toList());
  }

  private List<String> positions(DeclaredLayer layer) {
    return of(key(layer)).stream()
        .map(LockLine::value)
        .filter(value -> !value.equals(LockedModel.UNCHECKED))
        .map(value -> value.substring(0, value.indexOf(' ')))
        .toList();
  }

  /** All lines about one thing. */
  List<LockLine> of(String key) {
    return lines.stream().filter(line -> line.key().equals(key)).toList();
  }

  List<String> texts() {
    return lines.stream().map(LockLine::text).toList();
  }
}
