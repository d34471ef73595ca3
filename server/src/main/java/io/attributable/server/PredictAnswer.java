package io.attributable.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.server.internal.json.Examples;
import io.attributable.server.internal.json.NestedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** The outputs of a signature as TensorFlow Serving writes them. */
final class PredictAnswer {

  private final SignatureDescription signature;
  private final Map<String, NdArray<?>> outputs;

  PredictAnswer(SignatureDescription signature, Map<String, NdArray<?>> outputs) {
    this.signature = signature;
    this.outputs = outputs;
  }

  /** {@code {"predictions": […]}} for rows, {@code {"outputs": …}} for columns. */
  ObjectNode of(Examples examples) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    return examples.rows()
        ? answer.putPOJO("predictions", rows(examples.count()))
        : answer.putPOJO("outputs", columns());
  }

  /** One entry per example: the value of the only output, or values by name. */
  List<Object> rows(int count) {
    Map<String, Object> columns = values();
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      int example = i;
      columns.forEach((name, values) -> row.put(name, element(values, example, count)));
      rows.add(row.size() == 1 ? row.values().iterator().next() : row);
    }
    return rows;
  }

  /** An output without a dimension for examples belongs to all of them. */
  private static Object element(Object values, int example, int count) {
    return values instanceof List<?> list && list.size() == count ? list.get(example) : values;
  }

  private Object columns() {
    Map<String, Object> columns = values();
    return columns.size() == 1 ? columns.values().iterator().next() : columns;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (TensorDescription output : signature.outputs()) {
      NdArray<?> array = outputs.get(output.name());
      if (array != null) {
        values.put(output.name(), NestedValues.of(output.name(), output.dtype(), array));
      }
    }
    return values;
  }
}
