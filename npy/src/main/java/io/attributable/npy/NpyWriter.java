package io.attributable.npy;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Writes floating-point and int64 arrays as {@code .npy} files of version 1.0, little endian, in C
 * order, as {@code numpy.save} does. Safe for any number of threads, as long as each writes to its
 * own file.
 */
public final class NpyWriter {
  private static final int HEADER_ALIGNMENT = 64;
  private static final int PREFIX = 10;

  private NpyWriter() {}

  /**
   * Writes a file, or replaces it: whole or not at all, as the content goes into a file beside it,
   * which takes its name.
   *
   * @param array of any shape; of {@link NpyType#FLOAT16} or {@link NpyType#FLOAT32} with a {@link
   *     FloatNdArray}, of {@link NpyType#FLOAT64} with a {@link DoubleNdArray}, or of {@link
   *     NpyType#INT64} with a {@link LongNdArray}
   * @throws IllegalArgumentException if the array is of another type
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, NpyArray array) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (FileChannel device = FileChannel.open(file, WRITE)) {
        write(device, array);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path part = target.resolveSibling(".attributable-" + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, CREATE_NEW, WRITE)) {
        write(channel, array);
        channel.force(true);
      }
      Files.move(part, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Writes the bytes of a file.
   *
   * @param array as in {@link #write(Path, NpyArray)}
   * @throws IllegalArgumentException if the array is of another type
   * @throws IOException if that fails
   */
  public static void write(WritableByteChannel channel, NpyArray array) throws IOException {
    ElementSink sink = new ElementSink(channel);
    sink.writeBytes(header(array));
    switch (array.type()) {
      case FLOAT16 -> sink.writeHalves(floats(array.values()));
      case FLOAT32 -> sink.writeFloats(floats(array.values()));
      case INT64 -> sink.writeLongs(longs((LongNdArray) array.values()));
      default -> sink.writeDoubles(doubles((DoubleNdArray) array.values()));
    }
  }

  private static ByteBuffer header(NpyArray array) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(description(array.type()), tuple(array.shape()));
    int length = PREFIX + text.length() + 1;
    int padding = (HEADER_ALIGNMENT - length % HEADER_ALIGNMENT) % HEADER_ALIGNMENT;
    String padded = text + " ".repeat(padding) + "\n";
    ByteBuffer header =
        ByteBuffer.allocate(PREFIX + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) padded.length());
    header.put(padded.getBytes(StandardCharsets.US_ASCII));
    return header.flip();
  }

  private static String description(NpyType type) {
    return switch (type) {
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT64 -> "<i8";
      default -> throw new IllegalArgumentException("not a type that is written: " + type);
    };
  }

  private static String tuple(Shape shape) {
    long[] lengths = shape.asArray();
    String dimensions =
        Arrays.stream(lengths).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return "(" + dimensions + (lengths.length == 1 ? ",)" : ")");
  }

  private static float[] floats(NdArray<?> values) {
    float[] floats = new float[Math.toIntExact(values.size())];
    ((FloatNdArray) values).copyTo(DataBuffers.of(floats, false, false));
    return floats;
  }

  private static long[] longs(LongNdArray values) {
    long[] longs = new long[Math.toIntExact(values.size())];
    values.copyTo(DataBuffers.of(longs, false, false));
    return longs;
  }

  private static double[] doubles(DoubleNdArray values) {
    double[] doubles = new double[Math.toIntExact(values.size())];
    values.copyTo(DataBuffers.of(doubles, false, false));
    return doubles;
  }
}
