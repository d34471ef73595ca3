package io.attributable.requests;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.Dtype;
import io.attributable.inputs.source.NestedLists;
import io.attributable.model.TensorDescription;
import org.tensorflow.ndarray.NdArray;

/** Reads an array of lists in lists, as TensorFlow Serving has it. */
public final class ArrayReader {
  private static final String BYTES = "b64";

  private ArrayReader() {}

  /**
   * The array that an input takes.
   *
   * @param place of the request
   * @throws AttributionException BAD_REQUEST for lists that differ in length, INPUT_DTYPE
   */
  public static NdArray<?> read(JsonPlace place, TensorDescription input, JsonNode json) {
    Dtype dtype =
        Dtype.named(input.dtype())
            .orElseThrow(
                () ->
                    new AttributionException(
                        ErrorCode.INPUT_DTYPE,
                        input.name(),
                        input.dtype() + ", which no JSON carries",
                        "given"));
    return read(place, input.name(), dtype, json);
  }

  /**
   * The array.
   *
   * @param place of the request
   * @param name what messages call the array
   * @throws AttributionException BAD_REQUEST for lists that differ in length, INPUT_DTYPE
   */
  static NdArray<?> read(JsonPlace place, String name, Dtype dtype, JsonNode json) {
    NestedLists lists = NestedLists.of(json).orElseThrow(() -> uneven(place, name));
    return new ElementReader(place, name, dtype).array(lists.shape(), lists.elements());
  }

  /** Whether it is bytes, and not an object of inputs. */
  public static boolean isBytes(JsonNode json) {
    return json.isObject() && json.size() == 1 && json.path(BYTES).isTextual();
  }

  private static AttributionException uneven(JsonPlace place, String name) {
    return place.wrong("the lists of \"%s\" are not equally long".formatted(name));
  }
}
