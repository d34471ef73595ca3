package io.attributable.graph.savedmodel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** Python's objects by the attributes that lead to them from the root, such as {@code a.b}. */
final class ObjectPaths {
  private static final String SIGNATURES = "signatures";
  private static final int ROOT = 0;
  private static final int LONGEST_PATH = 1_000;

  private final List<SavedObject> objects;

  ObjectPaths(SavedObjectGraph graph) {
    this.objects = graph.getNodesList();
  }

  /**
   * What can be called, by the shortest path to it, nearest to the root first. What TensorFlow or
   * Keras wrote for themselves is left out: signatures, and attributes with an underscore.
   */
  Map<String, Integer> callables() {
    Map<String, Integer> found = new LinkedHashMap<>();
    Map<Integer, String> paths = new LinkedHashMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    if (!objects.isEmpty()) {
      paths.put(ROOT, "");
      open.add(ROOT);
    }
    while (!open.isEmpty()) {
      int object = open.remove();
      String prefix = ROOT == object ? "" : paths.get(object) + ".";
      for (ObjectReference child : objects.get(object).getChildrenList()) {
        int id = child.getNodeId();
        if (isOwn(object, child) && exists(id) && !paths.containsKey(id)) {
          paths.put(id, prefix + child.getLocalName());
          if (isCallable(objects.get(id))) {
            found.put(prefix + child.getLocalName(), id);
          } else {
            open.add(id);
          }
        }
      }
    }
    return found;
  }

  private static boolean isOwn(int object, ObjectReference child) {
    String name = child.getLocalName();
    boolean hidden = name.startsWith("_") && !name.startsWith("__");
    return !hidden && !(object == ROOT && name.equals(SIGNATURES));
  }

  private static boolean isCallable(SavedObject object) {
    return object.hasFunction() || object.hasBareConcreteFunction();
  }

  /** The callable object at a path, whether it is listed or not. Names may have dots in them. */
  Optional<Integer> callable(String path) {
    OptionalInt found =
        objects.isEmpty() || path.length() > LONGEST_PATH
            ? OptionalInt.empty()
            : descend(ROOT, path, 0);
    return found.isPresent() && isCallable(objects.get(found.getAsInt()))
        ? Optional.of(found.getAsInt())
        : Optional.empty();
  }

  private OptionalInt descend(int object, String path, int from) {
    for (ObjectReference child : objects.get(object).getChildrenList()) {
      String name = child.getLocalName();
      int end = from + name.length();
      if (exists(child.getNodeId()) && path.startsWith(name, from) && !name.isEmpty()) {
        if (end == path.length()) {
          return OptionalInt.of(child.getNodeId());
        }
        if (path.charAt(end) == '.') {
          OptionalInt found = descend(child.getNodeId(), path, end + 1);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The object that a checkpoint's key leads to, such as {@code a/b/.ATTRIBUTES/VARIABLE_VALUE}.
   */
  OptionalInt ofCheckpoint(String key) {
    int end = key.indexOf("/.ATTRIBUTES/");
    if (end < 0 || objects.isEmpty()) {
      return OptionalInt.empty();
    }
    int object = ROOT;
    for (String escaped : key.substring(0, end).split("/", -1)) {
      OptionalInt next = child(object, escaped.replace(".S", "/").replace("..", "."));
      if (next.isEmpty()) {
        return next;
      }
      object = next.getAsInt();
    }
    return OptionalInt.of(object);
  }

  /** An attribute of an object. */
  OptionalInt child(int object, String name) {
    return objects.get(object).getChildrenList().stream()
        .filter(child -> child.getLocalName().equals(name) && exists(child.getNodeId()))
        .mapToInt(ObjectReference::getNodeId)
        .findFirst();
  }

  private boolean exists(int object) {
    return object >= 0 && object < objects.size();
  }
}
