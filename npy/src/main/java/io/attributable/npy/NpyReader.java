package io.attributable.npy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads {@code .npy} files of versions 1.0 to 3.0, little and big endian, in C and Fortran order.
 *
 * <pre>{@code
 * NpyArray image = NpyReader.read(Path.of("image.npy"));
 * FloatNdArray pixels = (FloatNdArray) image.values();   // image.type() == NpyType.FLOAT32
 * }</pre>
 */
public final class NpyReader {
  private NpyReader() {}

  /**
   * Reads a whole file onto the heap. Safe to call from any thread.
   *
   * @throws NpyException if the file is not a {@code .npy} file, is damaged, or holds something
   *     else than numbers, truth values and text
   * @throws IOException if the file is missing or cannot be read
   */
  public static NpyArray read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new NpyException(NpyProblem.NOT_A_FILE);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      NpyHeader header = new HeaderReader(channel).read();
      checkLength(header, channel.size() - channel.position());
      ElementSource source = new ElementSource(channel, header.format());
      NdArray<?> values = new ElementDecoder(header, source).decode();
      return new NpyArray(header.format().type(), values);
    }
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
