package io.attributable.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

  @ParameterizedTest
  @CsvSource({"bytes,       '|plain|naÃ¯ve|a\0b'", "latin_bytes, 'naïve'", "zeros_bytes, 'ÿ\0a|'"})
  void readsBytesAsTheyAreButForZerosAtTheEnd(String file, String latin) throws IOException {
    NpyArray array = read(file);
    assertThat(array.type()).isEqualTo(NpyType.BYTES);
    assertThat(texts(array)).isEqualTo(latin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"objects", "fortran_objects", "old_objects"})
  void readsPickledBytesAndTextWithZerosAtTheEnd(String file) throws IOException {
    NpyArray array = read(file);
    assertThat(array.type()).isEqualTo(NpyType.OBJECT);
    assertThat(array.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(elements(array))
        .containsExactly(
            new byte[] {-1, 0, 'a', 0, 0},
            "naïve",
            new byte[0],
            "a\0",
            "again".getBytes(US_ASCII),
            "again".getBytes(US_ASCII));
  }

  @Test
  void readsPickledArraysOfEverySize() throws IOException {
    assertThat(read("scalar_object").shape()).isEqualTo(Shape.scalar());
    assertThat(elements(read("scalar_object")))
        .containsExactly(new byte[] {0, 'a', 'l', 'o', 'n', 'e', 0});
    assertThat(read("empty_objects").shape()).isEqualTo(Shape.of(0, 2));
    assertThat(elements(read("many_objects"))).hasSize(3000).contains("2999".getBytes(US_ASCII));
    assertThat(elements(read("long_objects")))
        .containsExactly("b".repeat(300).getBytes(US_ASCII), "t".repeat(300));
  }

  @Test
  void readsTheBytesAndTextOfNumpysOwnTypes() throws IOException {
    assertThat(elements(read("numpy_objects"))).containsExactly(new byte[] {'a', 0, 'b'}, "naïve");
  }

  @ParameterizedTest
  @CsvSource({"complex64,COMPLEX64", "complex128,COMPLEX128"})
  void readsComplexNumbersAsPairs(String file, NpyType type) throws IOException {
    NpyArray array = read(file);
    assertThat(array.type()).isEqualTo(type);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(elements(array).stream().map(each -> ((Number) each).floatValue()))
        .containsExactly(1f, 2f, -0f, -0.5f, 3f, 0f, 1e30f, 0f, 4f, -1f, 0f, 0f);
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

  /** Bytes by the characters of the same numbers. */
  private static String texts(NpyArray array) {
    return elements(array).stream()
        .map(bytes -> new String((byte[]) bytes, ISO_8859_1))
        .collect(Collectors.joining("|"));
  }

  private static List<Long> longs(NpyArray array) {
    return elements(array).stream().map(element -> ((Number) element).longValue()).toList();
  }
}
