package io.attributable.tensorflow.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * What Python says of one op in one of the models that hold ops: the gradients of its operands when
 * all ops together are explained.
 *
 * @param model the model's name
 * @param name the op's scope
 * @param gradients by operand: {@code a}, {@code b}, ...
 */
record OpGolden(String model, String name, Map<String, NdArray<?>> gradients) {
  private static final String PREFIX = "ops_";

  /** The models that hold ops. */
  static List<String> models() {
    try (Stream<Path> models = Files.list(Fixtures.root().resolve("models"))) {
      return models
          .map(model -> model.getFileName().toString())
          .filter(model -> model.startsWith(PREFIX))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All cases of a model. */
  static List<OpGolden> of(String model) {
    Path file = Fixtures.golden().resolve(model).resolve("gradients.json");
    try {
      JsonNode cases = new ObjectMapper().readTree(file.toFile());
      return stream(cases)
          .map(json -> new OpGolden(model, json.get("case").asText(), gradients(json)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, NdArray<?>> gradients(JsonNode json) {
    Map<String, NdArray<?>> gradients = new LinkedHashMap<>();
    for (JsonNode layer : json.get("layers")) {
      gradients.put(layer.get("layer").asText(), array(layer.get("shape"), layer.get("values")));
    }
    return gradients;
  }

  private static NdArray<?> array(JsonNode shape, JsonNode values) {
    Shape dimensions = Shape.of(stream(shape).mapToLong(JsonNode::asLong).toArray());
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).floatValue();
    }
    return NdArrays.wrap(dimensions, DataBuffers.of(numbers));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The addresses of the operands. */
  List<String> operands() {
    return gradients.keySet().stream().map(operand -> name + "/" + operand).toList();
  }

  @Override
  public String toString() {
    return model + ":" + name;
  }
}
