package io.attributable.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

class ArrayRowsTest {
  static Stream<NdArray<?>> arrays() {
    Shape shape = Shape.of(2, 2);
    NdArray<byte[]> texts = NdArrays.ofObjects(byte[].class, shape);
    texts.scalars().forEachIndexed((at, one) -> texts.setObject(text(at), at));
    return Stream.of(
        NdArrays.ofFloats(shape).setFloat(3, 1, 1),
        NdArrays.ofDoubles(shape).setDouble(3, 1, 1),
        NdArrays.ofInts(shape).setInt(3, 1, 1),
        NdArrays.ofLongs(shape).setLong(3, 1, 1),
        NdArrays.ofShorts(shape).setShort((short) 3, 1, 1),
        NdArrays.ofBytes(shape).setByte((byte) 3, 1, 1),
        NdArrays.ofBooleans(shape).setBoolean(true, 1, 1),
        texts);
  }

  private static byte[] text(long[] at) {
    return (at[0] + " " + at[1]).getBytes(StandardCharsets.UTF_8);
  }

  /** Inputs that are not explained stay beside perturbed ones, whatever they are of. */
  @ParameterizedTest
  @MethodSource("arrays")
  <T> void anExampleIsRepeatedWithItsType(NdArray<T> array) {
    NdArray<T> repeated = ArrayRows.repeated(array, 1, 3);
    assertThat(repeated.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(repeated.get(2)).isEqualTo(array.get(1));
    assertThat(repeated.getObject(0, 1)).isEqualTo(array.getObject(1, 1));
  }
}
