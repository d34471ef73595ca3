package io.attributable.graph.served;

import java.util.HashSet;
import java.util.Set;
import org.tensorflow.proto.GraphDef;

/** Names that neither a node nor a function of a graph has. */
final class UniqueNames {
  private final Set<String> taken = new HashSet<>();
  private final Set<String> scopes = new HashSet<>();

  UniqueNames(GraphDef graph) {
    graph.getNodeList().forEach(node -> take(node.getName()));
    graph.getLibrary().getFunctionList().forEach(each -> take(each.getSignature().getName()));
  }

  /** A name for a node or a function. */
  String name(String wanted) {
    String clean = clean(wanted);
    String name = clean;
    for (int i = 1; taken.contains(name) || scopes.contains(name); i++) {
      name = clean + "_" + i;
    }
    take(name);
    return name;
  }

  /** What no name begins with. */
  String prefix(String wanted) {
    String clean = clean(wanted);
    String prefix = clean;
    for (int i = 1; begins(prefix); i++) {
      prefix = clean + i + "_";
    }
    return prefix;
  }

  private boolean begins(String prefix) {
    return taken.stream().anyMatch(name -> name.startsWith(prefix));
  }

  private void take(String name) {
    taken.add(name);
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      scopes.add(name.substring(0, slash));
    }
  }

  private static String clean(String wanted) {
    String clean = wanted.replaceAll("[^A-Za-z0-9_.]", "_");
    return Character.isLetterOrDigit(clean.charAt(0)) ? clean : "n" + clean;
  }
}
