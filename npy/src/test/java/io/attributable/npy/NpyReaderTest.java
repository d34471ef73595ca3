package io.attributable.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.ShortNdArray;

/** Files that NumPy wrote; src/test/resources/npy/make.py says what each of them holds. */
class NpyReaderTest {

  @ParameterizedTest
  @CsvSource({"uint8,UINT8,-1", "uint16,UINT16,-1", "uint32,UINT32,-1", "uint64,UINT64,-1"})
  void keepsTheBitsOfUnsignedNumbers(String file, NpyType type, long largest) throws IOException {
    NpyArray array = read(file);
    assertThat(array.type()).isEqualTo(type);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(longs(array)).containsExactly(0L, 1L, 2L, 100L, 127L, largest);
  }

  @Test
  void readsSignedNumbersWithTheirLimits() throws IOException {
    assertThat(longs(read("int8"))).containsExactly(0L, 1L, -2L, 100L, -128L, 127L);
    assertThat(longs(read("int16"))).containsExactly(0L, 1L, -2L, 100L, -32768L, 32767L);
    assertThat(longs(read("int32")))
        .containsExactly(0L, 1L, -2L, 100L, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
    assertThat(longs(read("int64")))
        .containsExactly(0L, 1L, -2L, 100L, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void choosesTheArrayByTheType() throws IOException {
    assertThat(read("bool").values()).isInstanceOf(BooleanNdArray.class);
    assertThat(read("int8").values()).isInstanceOf(ByteNdArray.class);
    assertThat(read("int16").values()).isInstanceOf(ShortNdArray.class);
    assertThat(read("uint32").values()).isInstanceOf(IntNdArray.class);
    assertThat(read("int64").values()).isInstanceOf(LongNdArray.class);
    assertThat(read("float16").values()).isInstanceOf(FloatNdArray.class);
    assertThat(read("float32").values()).isInstanceOf(FloatNdArray.class);
    assertThat(read("float64").values()).isInstanceOf(DoubleNdArray.class);
  }

  @Test
  void readsFloatingPointNumbersWithTheirLimits() throws IOException {
    assertThat(elements(read("float16")))
        .containsExactly(0f, -0f, 1.5f, 65504f, 0x1p-24f, inf(), -inf(), Float.NaN, -2.25f);
    assertThat(elements(read("float32")))
        .containsExactly(
            0f, -0f, 1.5f, Float.MAX_VALUE, Float.MIN_VALUE, inf(), -inf(), Float.NaN, -2.25f);
    assertThat(elements(read("float64")))
        .containsExactly(
            0d,
            -0d,
            1.5,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            -2.25);
  }

  @Test
  void readsTruthValues() throws IOException {
    assertThat(elements(read("bool"))).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fortran_int16",
        "fortran_int32",
        "fortran_int64",
        "fortran_float16",
        "fortran_float32",
        "fortran_float64",
        "fortran_uint8",
        "big_int16",
        "big_int32",
        "big_int64",
        "big_float16",
        "big_float32",
        "big_float64",
        "big_uint8",
        "big_fortran_float32",
        "version2",
        "version3"
      })
  void ordersTheElementsOfEveryLayoutAlike(String file) throws IOException {
    NpyArray array = read(file);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(longs(array))
        .isEqualTo(
            List.of(
                0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L,
                19L, 20L, 21L, 22L, 23L));
  }

  @Test
  void readsArraysWithoutDimensionsAndWithoutElements() throws IOException {
    assertThat(read("scalar").shape()).isEqualTo(Shape.scalar());
    assertThat(((FloatNdArray) read("scalar").values()).getFloat()).isEqualTo(2.5f);
    assertThat(read("vector").shape()).isEqualTo(Shape.of(1));
    assertThat(read("empty").shape()).isEqualTo(Shape.of(0, 3));
    assertThat(((NdArray<?>) read("scalar_text").values()).getObject()).isEqualTo("alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unicode", "big_unicode"})
  void readsUnicodeText(String file) throws IOException {
    NpyArray array = read(file);
    assertThat(array.type()).isEqualTo(NpyType.UNICODE);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(elements(array))
        .containsExactly("", "digit", "naïve", "日本", "a\0b", "\uD834\uDD1E clef");
  }

  @Test
  void readsBytesAsUtf8() throws IOException {
    NpyArray array = read("bytes");
    assertThat(array.type()).isEqualTo(NpyType.BYTES);
    assertThat(elements(array)).containsExactly("", "plain", "naïve", "a\0b");
  }

  @Test
  void ordersTextInFortranOrder() throws IOException {
    assertThat(elements(read("fortran_text"))).containsExactly("a", "b", "c", "d", "e", "f");
  }

  private static NpyArray read(String name) throws IOException {
    return NpyReader.read(NumpyFiles.file(name));
  }

  private static float inf() {
    return Float.POSITIVE_INFINITY;
  }

  private static List<Object> elements(NpyArray array) {
    List<Object> elements = new ArrayList<>();
    array.values().scalars().forEach(scalar -> elements.add(scalar.getObject()));
    return elements;
  }

  private static List<Long> longs(NpyArray array) {
    return elements(array).stream().map(element -> ((Number) element).longValue()).toList();
  }
}
