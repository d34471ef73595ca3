package io.attributable.server.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.graph.tensor.Dtype;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Reads an array of lists in lists, as TensorFlow Serving has it. */
final class ArrayReader {
  private static final String BYTES = "b64";

  private final String name;
  private final List<JsonNode> elements = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();

  private ArrayReader(String name) {
    this.name = name;
  }

  /**
   * The array.
   *
   * @param name what messages call it
   * @throws AttributionException BAD_REQUEST for lists that differ in length, INPUT_DTYPE
   */
  static NdArray<?> read(String name, Dtype dtype, JsonNode json) {
    ArrayReader reader = new ArrayReader(name);
    reader.visit(json, 0);
    long[] shape = reader.sizes.stream().mapToLong(Long::longValue).toArray();
    return new ElementReader(name, dtype).array(Shape.of(shape), reader.elements);
  }

  /** Whether it is bytes, and not an object of inputs. */
  static boolean isBytes(JsonNode json) {
    return json.isObject() && json.size() == 1 && json.path(BYTES).isTextual();
  }

  /** Takes elements in their order, and sees to it that the lists of a level are equally long. */
  private void visit(JsonNode json, int depth) {
    if (!json.isArray()) {
      if (depth < sizes.size()) {
        throw uneven();
      }
      elements.add(json);
      return;
    }
    if (depth == sizes.size() && elements.isEmpty()) {
      sizes.add((long) json.size());
    } else if (depth >= sizes.size() || sizes.get(depth) != json.size()) {
      throw uneven();
    }
    json.forEach(item -> visit(item, depth + 1));
  }

  private AttributionException uneven() {
    return BodyFields.wrong("the lists of \"%s\" are not equally long".formatted(name));
  }
}
