package io.attributable.graph.served;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Stdev;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * Writes a method's parameters into a description, and reads them from there: as texts, but for
 * baselines with arrays, and numbers by input.
 */
final class ParameterValues {
  private static final String NUMBER = "number";
  private static final String NUMBERS = "numbers";
  private static final String ARRAYS = "arrays";

  private ParameterValues() {}

  static Struct of(AttributionMethod method) {
    Struct.Builder fields = Struct.newBuilder();
    method.parameters().forEach((name, value) -> fields.putFields(name, value(value)));
    return fields.build();
  }

  private static Value value(Object parameter) {
    if (parameter instanceof Baseline baseline && !baseline.arrays().isEmpty()) {
      return struct(
          arrays(baseline.arrays())
              .putFields(NUMBER, Value.newBuilder().setNumberValue(baseline.number()).build()));
    }
    if (parameter instanceof Stdev stdev && !stdev.byInput().isEmpty()) {
      Struct.Builder numbers = Struct.newBuilder();
      ((Map<?, ?>) stdev.toJson())
          .forEach(
              (name, number) ->
                  numbers.putFields(
                      name.toString(),
                      Value.newBuilder().setStringValue(number.toString()).build()));
      return struct(Struct.newBuilder().putFields(NUMBERS, struct(numbers)));
    }
    return parameter instanceof Baselines baselines
        ? struct(arrays(baselines.rows()))
        : Value.newBuilder().setStringValue(parameter.toString()).build();
  }

  private static Value struct(Struct.Builder fields) {
    return Value.newBuilder().setStructValue(fields).build();
  }

  private static Struct.Builder arrays(Map<String, NdArray<?>> arrays) {
    Struct.Builder fields = Struct.newBuilder();
    arrays.forEach((name, array) -> fields.putFields(name, ArrayValue.of(array)));
    return Struct.newBuilder().putFields(ARRAYS, struct(fields));
  }

  /**
   * As {@link io.attributable.Methods#of(String, Map)} takes them.
   *
   * @throws IllegalArgumentException if some are none
   */
  static Map<String, Object> read(Struct fields) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    fields.getFieldsMap().forEach((name, value) -> parameters.put(name, read(value)));
    return parameters;
  }

  private static Object read(Value value) {
    if (!value.hasStructValue()) {
      return value.getStringValue();
    }
    Struct fields = value.getStructValue();
    if (fields.containsFields(NUMBERS)) {
      return read(fields.getFieldsOrThrow(NUMBERS).getStructValue());
    }
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    fields
        .getFieldsOrThrow(ARRAYS)
        .getStructValue()
        .getFieldsMap()
        .forEach((name, array) -> arrays.put(name, ArrayValue.read(array)));
    return fields.containsFields(NUMBER)
        ? Baseline.of(fields.getFieldsOrThrow(NUMBER).getNumberValue(), arrays)
        : new Baselines(arrays);
  }
}
