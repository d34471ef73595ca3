package io.attributable.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads the data piece by piece, so that a large file needs no second copy in memory. */
final class ElementSource {
  private static final int PIECE = 1 << 16;

  private final ReadableByteChannel channel;
  private final ElementFormat format;
  private final ByteBuffer piece;

  ElementSource(ReadableByteChannel channel, ElementFormat format) {
    this.channel = channel;
    this.format = format;
    this.piece = ByteBuffer.allocate(Math.max(PIECE, format.size())).order(format.order()).limit(0);
  }

  /** Bytes in the file's order, at least those of one element; the caller takes just those. */
  ByteBuffer next() throws IOException {
    if (piece.remaining() < format.size()) {
      piece.compact();
      while (piece.position() < format.size()) {
        if (channel.read(piece) < 0) {
          throw new NpyException(
              NpyProblem.TRUNCATED, "an element", format.size(), piece.position());
        }
      }
      piece.flip();
    }
    return piece;
  }
}
