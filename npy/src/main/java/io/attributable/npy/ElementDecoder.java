package io.attributable.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.layout.DataLayouts;

/** Turns the bytes behind a header into an array. Used once. */
final class ElementDecoder {
  private final NpyHeader header;
  private final ElementSource source;
  private final ElementOrder order;
  private final Shape shape;
  private final int count;

  ElementDecoder(NpyHeader header, ElementSource source) {
    this.header = header;
    this.source = source;
    this.order = ElementOrder.of(header);
    this.shape = header.shape();
    this.count = header.count();
  }

  NdArray<?> decode() throws IOException {
    return switch (header.format().type()) {
      case BOOL -> booleans();
      case INT8, UINT8 -> bytes();
      case INT16, UINT16 -> NdArrays.wrap(shape, DataBuffers.of(shorts(), false, false));
      case INT32, UINT32 -> ints();
      case INT64, UINT64 -> longs();
      case FLOAT16 -> halves();
      case FLOAT32 -> floats();
      case FLOAT64 -> doubles();
      case COMPLEX64 -> complexFloats();
      case COMPLEX128 -> complexDoubles();
      case UNICODE -> strings();
      case BYTES -> byteStrings();
      case OBJECT -> throw new IllegalStateException("objects are pickled");
    };
  }

  private NdArray<?> booleans() throws IOException {
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().get() != 0;
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private NdArray<?> bytes() throws IOException {
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().get();
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private short[] shorts() throws IOException {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().getShort();
    }
    return values;
  }

  private NdArray<?> ints() throws IOException {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().getInt();
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private NdArray<?> longs() throws IOException {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().getLong();
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private NdArray<?> halves() throws IOException {
    float[] values = new float[count];
    FloatDataBuffer halves = DataLayouts.FLOAT16.applyTo(DataBuffers.of(shorts(), true, false));
    halves.read(values);
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private NdArray<?> floats() throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().getFloat();
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private NdArray<?> doubles() throws IOException {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = source.next().getDouble();
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  private NdArray<?> complexFloats() throws IOException {
    float[] values = new float[2 * count];
    for (int i = 0; i < count; i++) {
      int index = 2 * order.index(i);
      ByteBuffer parts = source.next();
      values[index] = parts.getFloat();
      values[index + 1] = parts.getFloat();
    }
    return NdArrays.wrap(shape.append(2), DataBuffers.of(values, false, false));
  }

  private NdArray<?> complexDoubles() throws IOException {
    double[] values = new double[2 * count];
    for (int i = 0; i < count; i++) {
      int index = 2 * order.index(i);
      ByteBuffer parts = source.next();
      values[index] = parts.getDouble();
      values[index + 1] = parts.getDouble();
    }
    return NdArrays.wrap(shape.append(2), DataBuffers.of(values, false, false));
  }

  private NdArray<?> byteStrings() throws IOException {
    byte[][] values = new byte[count][];
    for (int i = 0; i < count; i++) {
      ByteBuffer own = source.next();
      byte[] padded = new byte[header.format().size()];
      own.get(padded);
      values[order.index(i)] = withoutPadding(padded);
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  /** All elements are padded with zeros to the longest; NumPy drops zeros at the end, too. */
  private static byte[] withoutPadding(byte[] padded) {
    int end = padded.length;
    while (end > 0 && padded[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(padded, end);
  }

  private NdArray<?> strings() throws IOException {
    TextDecoder text = new TextDecoder(header.format());
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[order.index(i)] = text.decode(source.next(), i);
    }
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }
}
