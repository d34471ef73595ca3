package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * The attribution of one tensor of a layer. On the Java heap: it stays valid after the model is
 * closed. Safe for any number of threads as long as none writes to the arrays, which are not
 * copied.
 *
 * @param name the tensor's name in the graph, such as {@code model/dense_1/Relu:0}
 * @param elementType the tensor's type in the model
 * @param values shaped like the tensor, dimension 0 being the example, unless the method or a
 *     {@link Reduction} changes the shape: a {@link DoubleNdArray} for {@link ElementType#FLOAT64},
 *     else a {@link FloatNdArray} (smaller types are widened)
 * @param positions of the neurons that {@link Reduction#top(int)} chose: int64 of shape {@code
 *     [examples, neurons, axes]}, an index tuple for each value, into the tensor that was reduced,
 *     without the example; absent otherwise
 */
public record AttributedTensor(
    String name, ElementType elementType, NdArray<?> values, Optional<LongNdArray> positions) {

  /** An attribution without {@link #positions()}. */
  public AttributedTensor(String name, ElementType elementType, NdArray<?> values) {
    this(name, elementType, values, Optional.empty());
  }

  /** The lengths of the dimensions; dimension 0 is the example. */
  public long[] shape() {
    return values.shape().asArray();
  }

  /**
   * The values as float32, of shape {@link #shape()}; those of a {@code float64} tensor are rounded
   * into a new array.
   */
  public FloatNdArray floats() {
    if (values instanceof FloatNdArray floats) {
      return floats;
    }
    if (values.rank() == 0) {
      return NdArrays.scalarOf((float) ((DoubleNdArray) values).getDouble());
    }
    FloatNdArray rounded = NdArrays.ofFloats(values.shape());
    ((DoubleNdArray) values)
        .scalars()
        .forEachIndexed((at, value) -> rounded.setFloat((float) value.getDouble(), at));
    return rounded;
  }

  /**
   * The values as float64, of shape {@link #shape()}; those of a narrower tensor are widened into a
   * new array.
   */
  public DoubleNdArray doubles() {
    if (values instanceof DoubleNdArray doubles) {
      return doubles;
    }
    if (values.rank() == 0) {
      return NdArrays.scalarOf((double) ((FloatNdArray) values).getFloat());
    }
    DoubleNdArray widened = NdArrays.ofDoubles(values.shape());
    ((FloatNdArray) values)
        .scalars()
        .forEachIndexed((at, value) -> widened.setDouble(value.getFloat(), at));
    return widened;
  }

  /**
   * As JSON has it: {@code {"name": …, "shape": […], "dtype": "float32", "values": [[…]]}}, with
   * {@code "positions"} where neurons were chosen. Arrays are views, not copies.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    putArray(map, values, elementType.numpyName());
    positions.ifPresent(
        tuples -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          putArray(entry, tuples, "int64");
          map.put("positions", entry);
        });
    return map;
  }

  private static void putArray(Map<String, Object> map, NdArray<?> array, String type) {
    map.put("shape", Arrays.stream(array.shape().asArray()).boxed().collect(Collectors.toList()));
    map.put("dtype", type);
    map.put("values", ArrayContent.nested(array));
  }

  /** Whether the other holds the same values, independent of the arrays' classes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AttributedTensor tensor
        && name.equals(tensor.name)
        && elementType == tensor.elementType
        && ArrayContent.equal(values, tensor.values)
        && positions.isPresent() == tensor.positions.isPresent()
        && (positions.isEmpty() || ArrayContent.equal(positions.get(), tensor.positions.get()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name, elementType, ArrayContent.hash(values), positions.map(ArrayContent::hash));
  }

  @Override
  public String toString() {
    return name + " " + elementType.numpyName() + Arrays.toString(shape());
  }
}
