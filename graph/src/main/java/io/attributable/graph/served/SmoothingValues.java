package io.attributable.graph.served;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.attributable.AttributionException;
import io.attributable.Smoothing;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes noise into a description, and reads it from there: numbers as texts. */
final class SmoothingValues {
  private SmoothingValues() {}

  static Struct of(Smoothing smoothing) {
    return struct(smoothing.toMap());
  }

  private static Struct struct(Map<?, ?> values) {
    Struct.Builder fields = Struct.newBuilder();
    values.forEach(
        (name, value) ->
            fields.putFields(
                name.toString(),
                value instanceof Map<?, ?> map
                    ? Value.newBuilder().setStructValue(struct(map)).build()
                    : Value.newBuilder().setStringValue(value.toString()).build()));
    return fields.build();
  }

  /**
   * What was written.
   *
   * @throws AttributionException NOISE_INVALID
   */
  static Smoothing read(Struct fields) {
    return Smoothing.of(map(fields));
  }

  private static Map<String, Object> map(Struct fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    fields
        .getFieldsMap()
        .forEach(
            (name, value) ->
                values.put(
                    name,
                    value.hasStructValue() ? map(value.getStructValue()) : value.getStringValue()));
    return values;
  }
}
