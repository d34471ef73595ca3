package io.attributable.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.ShortDataBuffer;
import org.tensorflow.ndarray.buffer.layout.DataLayouts;

/** Writes elements, little endian, gathered into larger pieces. */
final class ElementSink {
  private static final int PIECE = 1 << 16;

  private final WritableByteChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);

  ElementSink(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Bytes as they are. */
  void writeBytes(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Rounds to the nearest float16. */
  void writeHalves(float[] values) throws IOException {
    ShortDataBuffer half = DataBuffers.ofShorts(1);
    for (float value : values) {
      DataLayouts.FLOAT16.writeFloat(half, value, 0);
      room().putShort(half.getShort(0));
    }
    flush();
  }

  void writeFloats(float[] values) throws IOException {
    for (float value : values) {
      room().putFloat(value);
    }
    flush();
  }

  void writeDoubles(double[] values) throws IOException {
    for (double value : values) {
      room().putDouble(value);
    }
    flush();
  }

  void writeLongs(long[] values) throws IOException {
    for (long value : values) {
      room().putLong(value);
    }
    flush();
  }

  private ByteBuffer room() throws IOException {
    if (piece.remaining() < Double.BYTES) {
      flush();
    }
    return piece;
  }

  private void flush() throws IOException {
    writeBytes(piece.flip());
    piece.clear();
  }
}
