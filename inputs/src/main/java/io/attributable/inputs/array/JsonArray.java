package io.attributable.inputs.array;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.source.NestedLists;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * An array as JSON has it: nested lists that are equally long, or a single value; bytes as {@code
 * {"b64": …}}, as TensorFlow Serving writes them.
 */
public final class JsonArray {
  private static final String BYTES = "b64";
  private static final int LONGEST = 60;

  private final NamedTensor input;
  private final String origin;
  private final ElementReader reader;

  private JsonArray(NamedTensor input, String origin) {
    this.input = input;
    this.origin = origin;
    this.reader = new ElementReader(input.dtype(origin));
  }

  /**
   * The array, of the input's dtype and the shape that the lists have.
   *
   * @param origin a file's name, or {@code request}
   * @throws AttributionException INPUT_CONVERSION
   */
  public static NdArray<?> read(NamedTensor input, JsonNode json, String origin) {
    NestedLists lists =
        NestedLists.of(json)
            .orElseThrow(() -> input.conversion(origin, "its lists are not equally long", ""));
    JsonArray array = new JsonArray(input, origin);
    List<Object> elements = lists.elements().stream().map(array::required).toList();
    return array.reader.dtype().array(array.shape(lists), elements);
  }

  /**
   * A value per example needs no list of its own: dimensions of length 1 behind may be left out.
   */
  private Shape shape(NestedLists lists) {
    List<Long> lengths = new ArrayList<>(lists.lengths());
    List<Long> stated = input.lengths();
    boolean single = lengths.isEmpty();
    boolean ones =
        stated.size() > lengths.size()
            && stated.subList(lengths.size(), stated.size()).stream()
                .allMatch(length -> length == 1 || (single && length < 0));
    while (ones && lengths.size() < stated.size()) {
      lengths.add(1L);
    }
    return Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
  }

  private Object required(JsonNode json) {
    return element(json)
        .orElseThrow(
            () -> input.conversion(origin, shortened(json) + " is not " + reader.expected(), ""));
  }

  private Optional<Object> element(JsonNode json) {
    if (reader.dtype() == InputDtype.STRING) {
      return json.isObject() && json.size() == 1 && json.path(BYTES).isTextual()
          ? Optional.of(decoded(json.path(BYTES).textValue()))
          : Optional.ofNullable(json.textValue()).flatMap(reader::read);
    }
    return json.isNumber() || json.isBoolean() ? reader.read(json.asText()) : Optional.empty();
  }

  private Object decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new AttributionException(
              ErrorCode.BAD_REQUEST,
              "for input \"" + input.name() + "\"",
              "\"b64\" of input \"%s\" is not base64: %s".formatted(input.name(), e.getMessage()))
          .causedBy(e);
    }
  }

  private static String shortened(JsonNode json) {
    String text = json.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
