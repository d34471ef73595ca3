package io.attributable.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.tensorflow.ndarray.Shape;

/** Reads the start of a file, up to its data: magic bytes, version, length, header. */
final class HeaderReader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;

  private final ReadableByteChannel channel;

  HeaderReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Leaves the channel at the first byte of the data. */
  NpyHeader read() throws IOException {
    checkMagic();
    ByteBuffer version = bytes("the version", 2);
    int major = version.get();
    int minor = version.get();
    if (major < 1 || major > 3 || minor != 0) {
      throw new NpyException(NpyProblem.UNKNOWN_VERSION, major, minor);
    }
    Charset charset = major < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] header = bytes("the header", headerLength(major)).array();
    return parse(new HeaderText(new String(header, charset)));
  }

  private void checkMagic() throws IOException {
    ByteBuffer start = ByteBuffer.allocate(MAGIC.length);
    fill(start);
    if (!start.flip().equals(ByteBuffer.wrap(MAGIC))) {
      throw new NpyException(NpyProblem.NOT_NPY, KnownStart.of(start));
    }
  }

  private int headerLength(int major) throws IOException {
    int width = major == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer bytes = bytes("the header's length", width);
    long length =
        major == 1
            ? Short.toUnsignedLong(bytes.getShort())
            : Integer.toUnsignedLong(bytes.getInt());
    if (length > LONGEST_HEADER) {
      throw new NpyException(NpyProblem.BAD_HEADER, length + " bytes are too long");
    }
    return (int) length;
  }

  private static NpyHeader parse(HeaderText text) throws NpyException {
    HeaderFields fields = new HeaderFields();
    text.expect('{');
    boolean comma = true;
    while (!text.skip('}')) {
      if (!comma) {
        text.expect(',');
      }
      fields.read(text);
      comma = text.skip(',');
    }
    text.end();
    return NpyHeader.of(fields.format(), fields.fortranOrder(), Shape.of(fields.shape()));
  }

  private ByteBuffer bytes(String what, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    int read = fill(bytes);
    if (read < count) {
      throw new NpyException(NpyProblem.TRUNCATED, what, count, read);
    }
    return bytes.flip();
  }

  private int fill(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return bytes.position();
  }
}
