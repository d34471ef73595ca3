package io.attributable.requests;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.Dtype;
import io.attributable.model.ByteExamples;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Reads elements of an array as a dtype; what it cannot hold is refused, not rounded. */
final class ElementReader {
  private final JsonPlace place;
  private final String name;
  private final Dtype dtype;

  ElementReader(JsonPlace place, String name, Dtype dtype) {
    this.place = place;
    this.name = name;
    this.dtype = dtype;
  }

  /**
   * The array.
   *
   * @throws AttributionException INPUT_DTYPE, BAD_REQUEST
   */
  NdArray<?> array(Shape shape, List<JsonNode> elements) {
    int count = elements.size();
    switch (dtype.array()) {
      case FLOAT -> {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = single(elements.get(i));
        }
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      case DOUBLE -> {
        double[] values = elements.stream().mapToDouble(this::number).toArray();
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      case INT -> {
        int[] values = elements.stream().mapToInt(node -> whole(node, 32).intValue()).toArray();
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      case LONG -> {
        long[] values = elements.stream().mapToLong(node -> whole(node, 64).longValue()).toArray();
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      default -> {
        return small(shape, elements);
      }
    }
  }

  private NdArray<?> small(Shape shape, List<JsonNode> elements) {
    int count = elements.size();
    switch (dtype.array()) {
      case SHORT -> {
        short[] values = new short[count];
        for (int i = 0; i < count; i++) {
          values[i] = whole(elements.get(i), 16).shortValue();
        }
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      case BYTE -> {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
          values[i] = whole(elements.get(i), 8).byteValue();
        }
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      case BOOLEAN -> {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
          values[i] = truth(elements.get(i));
        }
        return NdArrays.wrap(shape, DataBuffers.of(values));
      }
      default -> {
        return ByteExamples.array(shape, elements.stream().map(this::bytes).toList());
      }
    }
  }

  private float single(JsonNode node) {
    double number = number(node);
    float single = (float) number;
    if (Float.isInfinite(single) && !Double.isInfinite(number)) {
      throw wrong(node);
    }
    return single;
  }

  private double number(JsonNode node) {
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    return switch (node.isTextual() ? node.textValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw wrong(node);
    };
  }

  private BigInteger whole(JsonNode node, int bits) {
    if (!node.isIntegralNumber()) {
      throw wrong(node);
    }
    BigInteger number = node.bigIntegerValue();
    boolean fits =
        dtype.isUnsigned()
            ? number.signum() >= 0 && number.bitLength() <= bits
            : number.bitLength() < bits;
    if (!fits) {
      throw wrong(node);
    }
    return number;
  }

  private boolean truth(JsonNode node) {
    if (!node.isBoolean()) {
      throw wrong(node);
    }
    return node.booleanValue();
  }

  private byte[] bytes(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue().getBytes(StandardCharsets.UTF_8);
    }
    if (!ArrayReader.isBytes(node)) {
      throw wrong(node);
    }
    try {
      return Base64.getDecoder().decode(node.path("b64").textValue());
    } catch (IllegalArgumentException e) {
      throw place
          .wrong("\"b64\" of \"%s\" is not base64: %s".formatted(name, e.getMessage()))
          .causedBy(e);
    }
  }

  private AttributionException wrong(JsonNode found) {
    return new AttributionException(
        ErrorCode.INPUT_DTYPE, name, dtype.typeName(), JsonFields.shortened(found));
  }
}
