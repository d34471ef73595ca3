package io.attributable.graph.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/**
 * Distinguishes variables of one name that belong to several objects, such as the {@code dense/w}
 * of two modules that are both called {@code dense}; the graph calls the second {@code dense/w_1}.
 * A list of variables in one object is no such case.
 */
final class VariableOwners {
  /** By the variables' names, for each variable the first object it is an attribute of. */
  private final Map<String, Map<Integer, Integer>> owners = new HashMap<>();

  VariableOwners(SavedObjectGraph objects) {
    List<SavedObject> nodes = objects.getNodesList();
    for (int owner = 0; owner < nodes.size(); owner++) {
      for (ObjectReference child : nodes.get(owner).getChildrenList()) {
        int id = child.getNodeId();
        if (isAttribute(child) && id >= 0 && id < nodes.size() && nodes.get(id).hasVariable()) {
          owners
              .computeIfAbsent(nodes.get(id).getVariable().getName(), unused -> new HashMap<>())
              .putIfAbsent(id, owner);
        }
      }
    }
  }

  /** The name that a variable's own code gave it, without what made it unique in the graph. */
  String original(String variable) {
    String stripped = UniqueSuffix.strip(variable);
    return owners.containsKey(variable) || !owners.containsKey(stripped) ? variable : stripped;
  }

  /** Whether several objects have a variable of their own with this original name. */
  boolean areSeveral(String original) {
    return Set.copyOf(owners.getOrDefault(original, Map.of()).values()).size() > 1;
  }

  private static boolean isAttribute(ObjectReference child) {
    return !child.getLocalName().chars().allMatch(Character::isDigit);
  }
}
