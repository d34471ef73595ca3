package io.attributable.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, taken piece by piece; none is taken that is not there. */
final class PickleBytes {
  private final ByteBuffer bytes;

  PickleBytes(byte[] pickle) {
    this.bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  int left() {
    return bytes.remaining();
  }

  /** An unsigned integer of 1, 2, 4 or 8 bytes, which must fit into 63 bits. */
  long unsigned(int width) throws NpyException {
    require(width);
    long value =
        switch (width) {
          case 1 -> Byte.toUnsignedLong(bytes.get());
          case 2 -> Short.toUnsignedLong(bytes.getShort());
          case 4 -> Integer.toUnsignedLong(bytes.getInt());
          default -> bytes.getLong();
        };
    if (value < 0) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "a length is too large");
    }
    return value;
  }

  /** Four bytes with their sign. */
  long signed() throws NpyException {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  /** Bytes behind their count. */
  byte[] counted(int width) throws NpyException {
    long length = unsigned(width);
    require(length);
    byte[] content = new byte[(int) length];
    bytes.get(content);
    return content;
  }

  /** The same as text. */
  String text(int width) throws NpyException {
    byte[] content = counted(width);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      // Python's text may contain halves of surrogate pairs, for bytes that are no text.
      NpyException notText = new NpyException(NpyProblem.BAD_PICKLE, "a text is not UTF-8");
      notText.initCause(e);
      throw notText;
    }
  }

  /** Text up to the end of a line. */
  String line() throws NpyException {
    StringBuilder line = new StringBuilder();
    for (char next = (char) unsigned(1); next != '\n'; next = (char) unsigned(1)) {
      line.append(next);
    }
    return line.toString();
  }

  private void require(long count) throws NpyException {
    if (count > bytes.remaining()) {
      throw new NpyException(
          NpyProblem.TRUNCATED, "a part of its pickle", count, bytes.remaining());
    }
  }
}
