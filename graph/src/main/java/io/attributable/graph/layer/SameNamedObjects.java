package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several objects of one name in one scope, such as the layers of TensorFlow's own example of a
 * {@code tf.Module}, which are all called {@code dense} by default. A call begins where a variable
 * is read whose namesake was read before.
 */
final class SameNamedObjects {
  private final VariableReads reads;
  private final VariableOwners owners;
  private final boolean namesTellOwners;

  SameNamedObjects(VariableReads reads, VariableOwners owners, Exporter exporter) {
    this.reads = reads;
    this.owners = owners;
    // Keras 3 may leave a layer's own name out of the names of its variables.
    this.namesTellOwners = exporter != Exporter.KERAS_3;
  }

  /** One part per object, in the order of their calls. */
  List<List<FlatNode>> split(Scope scope, List<FlatNode> nodes) {
    List<List<FlatNode>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    Map<String, String> seen = new HashMap<>();
    for (FlatNode node : nodes) {
      for (String variable : reads.of(node)) {
        if (namesTellOwners && isOwnedIn(scope, variable)) {
          String before = seen.put(owners.original(variable), variable);
          if (before != null && !before.equals(variable)) {
            parts.add(new ArrayList<>());
            seen.clear();
            seen.put(owners.original(variable), variable);
          }
        }
      }
      parts.get(parts.size() - 1).add(node);
    }
    return parts;
  }

  private boolean isOwnedIn(Scope scope, String variable) {
    String original = owners.original(variable);
    String[] segments = original.split("/", -1);
    String owner = segments.length < 2 ? "" : segments[segments.length - 2];
    boolean named =
        owner.equals(scope.segment()) || owner.equals(UniqueSuffix.strip(scope.segment()));
    return named && owners.areSeveral(original);
  }
}
