package io.attributable.server.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.graph.tensor.Dtype;
import io.attributable.inputs.source.NestedLists;
import org.tensorflow.ndarray.NdArray;

/** Reads an array of lists in lists, as TensorFlow Serving has it. */
final class ArrayReader {
  private static final String BYTES = "b64";

  private ArrayReader() {}

  /**
   * The array.
   *
   * @param name what messages call it
   * @throws AttributionException BAD_REQUEST for lists that differ in length, INPUT_DTYPE
   */
  static NdArray<?> read(String name, Dtype dtype, JsonNode json) {
    NestedLists lists = NestedLists.of(json).orElseThrow(() -> uneven(name));
    return new ElementReader(name, dtype).array(lists.shape(), lists.elements());
  }

  /** Whether it is bytes, and not an object of inputs. */
  static boolean isBytes(JsonNode json) {
    return json.isObject() && json.size() == 1 && json.path(BYTES).isTextual();
  }

  private static AttributionException uneven(String name) {
    return BodyFields.wrong("the lists of \"%s\" are not equally long".formatted(name));
  }
}
