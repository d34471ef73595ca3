package io.attributable.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Files are written as NumPy writes them, to the byte. */
class NpyWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"float16", "float32", "float64", "int64", "scalar", "vector", "empty"})
  void writesWhatNumpyWrites(String name) throws IOException {
    Path written = folder.resolve(name + ".npy");
    NpyWriter.write(written, NpyReader.read(NumpyFiles.file(name)));
    assertThat(written).hasSameBinaryContentAs(NumpyFiles.file(name));
  }

  @Test
  void writesArraysOfManyPieces() throws IOException {
    FloatNdArray values = NdArrays.ofFloats(Shape.of(3, 50_000));
    values.scalars().forEachIndexed((at, value) -> value.setFloat(at[0] * 50_000f + at[1]));
    Path written = folder.resolve("large.npy");
    NpyWriter.write(written, new NpyArray(NpyType.FLOAT32, values));
    assertThat(NpyReader.read(written)).isEqualTo(new NpyArray(NpyType.FLOAT32, values));
  }

  @Test
  void writesSlicesAsArraysOfTheirOwn() throws IOException {
    FloatNdArray rows = NdArrays.ofFloats(Shape.of(2, 3));
    rows.setFloat(7, 1, 2);
    Path written = folder.resolve("row.npy");
    NpyWriter.write(written, new NpyArray(NpyType.FLOAT32, rows.get(1)));
    assertThat(NpyReader.read(written).values()).isEqualTo(NdArrays.vectorOf(0f, 0f, 7f));
  }

  @Test
  void roundsHalvesToTheNearestEven() throws IOException {
    Path written = folder.resolve("half.npy");
    FloatNdArray values = NdArrays.vectorOf(2049f, 2051f, 65520f, 1e-9f);
    NpyWriter.write(written, new NpyArray(NpyType.FLOAT16, values));
    assertThat(NpyReader.read(written).values())
        .isEqualTo(NdArrays.vectorOf(2048f, 2052f, Float.POSITIVE_INFINITY, 0f));
  }

  @Test
  void refusesOtherTypesBeforeItWrites() throws IOException {
    Path file = folder.resolve("int.npy");
    NpyArray numbers = new NpyArray(NpyType.INT32, NdArrays.vectorOf(1, 2));
    assertThatThrownBy(() -> NpyWriter.write(file, numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INT32");
    assertThat(Files.exists(file)).isFalse();
  }
}
