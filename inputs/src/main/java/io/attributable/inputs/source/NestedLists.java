package io.attributable.inputs.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * An array as JSON has it: lists in lists that are equally long at each level, or a single value.
 *
 * @param elements in their order, the last dimension running fastest; anything but lists
 * @param lengths of the dimensions; none for a single value
 */
public record NestedLists(List<JsonNode> elements, List<Long> lengths) {
  /** Copies the lists. */
  public NestedLists {
    elements = List.copyOf(elements);
    lengths = List.copyOf(lengths);
  }

  /** The array; empty if the lists of a level are not equally long. */
  public static Optional<NestedLists> of(JsonNode json) {
    Walk walk = new Walk();
    return walk.visit(json, 0)
        ? Optional.of(new NestedLists(walk.elements, walk.lengths))
        : Optional.empty();
  }

  /** The lengths as a shape. */
  public Shape shape() {
    return Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
  }

  private static final class Walk {
    private final List<JsonNode> elements = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>();

    /** Whether all that was seen so far is even. */
    private boolean visit(JsonNode json, int depth) {
      if (!json.isArray()) {
        elements.add(json);
        return depth == lengths.size();
      }
      if (depth == lengths.size() && elements.isEmpty()) {
        lengths.add((long) json.size());
      } else if (depth >= lengths.size() || lengths.get(depth) != json.size()) {
        return false;
      }
      for (JsonNode item : json) {
        if (!visit(item, depth + 1)) {
          return false;
        }
      }
      return true;
    }
  }
}
