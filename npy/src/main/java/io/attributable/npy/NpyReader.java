package io.attributable.npy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Reads {@code .npy} files of versions 1.0 to 3.0, little and big endian, in C and Fortran order.
 * Safe for any number of threads.
 *
 * <pre>{@code
 * NpyArray image = NpyReader.read(Path.of("image.npy"));
 * FloatNdArray pixels = (FloatNdArray) image.values();   // image.type() == NpyType.FLOAT32
 * }</pre>
 */
public final class NpyReader {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

  private NpyReader() {}

  /**
   * Reads a whole file onto the heap.
   *
   * @return the array, of the file's shape and type
   * @throws NpyException if the file is not a {@code .npy} file, is damaged, or holds other
   *     elements than numbers, booleans, text and bytes
   * @throws IOException if the file is missing or cannot be read
   */
  public static NpyArray read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new NpyException(NpyProblem.NOT_A_FILE);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return read(channel, () -> channel.size() - channel.position());
    }
  }

  /**
   * Reads the bytes of a file, such as those of an upload.
   *
   * @return as {@link #read(Path)}
   * @throws NpyException as {@link #read(Path)}
   */
  public static NpyArray read(byte[] file) throws NpyException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(file);
    try {
      return read(Channels.newChannel(bytes), bytes::available);
    } catch (NpyException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
  }

  private static NpyArray read(ReadableByteChannel channel, Remaining remaining)
      throws IOException {
    NpyHeader header = new HeaderReader(channel).read();
    if (header.format().type() == NpyType.OBJECT) {
      return new NpyArray(NpyType.OBJECT, objects(header, channel, remaining.bytes()));
    }
    checkLength(header, remaining.bytes());
    ElementSource source = new ElementSource(channel, header.format());
    NdArray<?> values = new ElementDecoder(header, source).decode();
    return new NpyArray(header.format().type(), values);
  }

  /** How many bytes follow. */
  private interface Remaining {
    long bytes() throws IOException;
  }

  private static NdArray<?> objects(NpyHeader header, ReadableByteChannel channel, long length)
      throws IOException {
    if (length > MOST_BYTES) {
      throw new NpyException(NpyProblem.TOO_LARGE, header.shape());
    }
    ByteBuffer pickle = ByteBuffer.allocate((int) length);
    while (pickle.hasRemaining() && channel.read(pickle) >= 0) {}
    List<Object> elements = PickleReader.elements(pickle.array());
    if (elements.size() != header.count()) {
      throw new NpyException(
          NpyProblem.BAD_PICKLE, elements.size() + " elements do not fill shape " + header.shape());
    }
    return NdArrays.wrap(header.shape(), DataBuffers.of(elements.toArray(), false, false));
  }

  private static void checkLength(NpyHeader header, long bytesThere) throws NpyException {
    if (bytesThere < header.bytes()) {
      String what = "data of shape " + header.shape();
      throw new NpyException(NpyProblem.TRUNCATED, what, header.bytes(), bytesThere);
    }
    if (bytesThere > header.bytes()) {
      throw new NpyException(NpyProblem.TRAILING_BYTES, bytesThere - header.bytes());
    }
  }
}
