package io.attributable.server.internal.json;

import static io.attributable.requests.JsonPlace.BODY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.requests.ArrayReader;
import io.attributable.requests.JsonFields;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/**
 * The examples of a request: {@code "instances"}, one after the other, or {@code "inputs"}, each
 * input with all its examples.
 *
 * @param inputs arrays by input, dimension 0 being the example
 * @param rows whether they came one after the other, and replies do
 * @param count how many there are; 0 where no input tells
 */
public record Examples(Map<String, NdArray<?>> inputs, boolean rows, int count) {
  static final String INSTANCES = "instances";
  static final String INPUTS = "inputs";

  static Examples read(JsonFields body, SignatureDescription signature) {
    Optional<JsonNode> instances = body.value(INSTANCES);
    Optional<JsonNode> inputs = body.value(INPUTS);
    if (instances.isPresent() == inputs.isPresent()) {
      throw BODY.wrong(
          instances.isPresent()
              ? "\"instances\" and \"inputs\" cannot stand beside each other"
              : "\"instances\", a list of examples, is missing");
    }
    return instances
        .map(list -> ofRows(list, signature))
        .orElseGet(() -> ofColumns(inputs.orElseThrow(), signature));
  }

  private static Examples ofRows(JsonNode list, SignatureDescription signature) {
    if (!list.isArray() || list.isEmpty()) {
      throw BODY.mustBe(INSTANCES, "a list with an example at least", list);
    }
    Map<String, ArrayNode> columns = new LinkedHashMap<>();
    boolean named = isNamed(list.get(0));
    for (JsonNode instance : list) {
      if (isNamed(instance) != named) {
        throw BODY.wrong("some instances have names of inputs, and some have none");
      }
      if (named) {
        instance
            .properties()
            .forEach(entry -> column(columns, entry.getKey()).add(entry.getValue()));
      } else {
        column(columns, only(signature)).add(instance);
      }
    }
    for (Map.Entry<String, ArrayNode> column : columns.entrySet()) {
      if (column.getValue().size() != list.size()) {
        throw BODY.wrong(
            "%d of %d instances have input \"%s\""
                .formatted(
                    column.getValue().size(), list.size(), JsonFields.shortened(column.getKey())));
      }
    }
    return new Examples(arrays(columns, signature), true, list.size());
  }

  private static boolean isNamed(JsonNode instance) {
    return instance.isObject() && !ArrayReader.isBytes(instance);
  }

  private static ArrayNode column(Map<String, ArrayNode> columns, String input) {
    return columns.computeIfAbsent(input, name -> JsonNodeFactory.instance.arrayNode());
  }

  private static Examples ofColumns(JsonNode inputs, SignatureDescription signature) {
    Map<String, JsonNode> columns = new LinkedHashMap<>();
    if (isNamed(inputs)) {
      inputs.properties().forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
    } else {
      columns.put(only(signature), inputs);
    }
    Map<String, NdArray<?>> arrays = arrays(columns, signature);
    int count = 0;
    for (NdArray<?> array : arrays.values()) {
      count = Math.max(count, array.rank() == 0 ? 0 : Math.toIntExact(array.shape().get(0)));
    }
    return new Examples(arrays, false, count);
  }

  /** The input that is meant where none is named. */
  private static String only(SignatureDescription signature) {
    List<TensorDescription> required =
        signature.inputs().stream().filter(input -> input.byDefault().isEmpty()).toList();
    List<TensorDescription> candidates = required.isEmpty() ? signature.inputs() : required;
    if (candidates.size() != 1) {
      Set<String> names = new LinkedHashSet<>();
      candidates.forEach(input -> names.add('"' + input.name() + '"'));
      throw BODY.wrong(
          "signature \"%s\" has several inputs, %s: name them, {\"NAME\": value, …}"
              .formatted(signature.name(), String.join(", ", names)));
    }
    return candidates.get(0).name();
  }

  private static Map<String, NdArray<?>> arrays(
      Map<String, ? extends JsonNode> columns, SignatureDescription signature) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    columns.forEach(
        (name, json) -> arrays.put(name, ArrayReader.read(BODY, signature.input(name), json)));
    return arrays;
  }
}
