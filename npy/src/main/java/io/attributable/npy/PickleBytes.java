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

  /** A number without sign of 1, 2, 4 or 8 bytes, which must fit into 63 bits. */
  long number(int width) throws NpyException {
    require(width);
    long number =
        switch (width) {
          case 1 -> Byte.toUnsignedLong(bytes.get());
          case 2 -> Short.toUnsignedLong(bytes.getShort());
          case 4 -> Integer.toUnsignedLong(bytes.getInt());
          default -> bytes.getLong();
        };
    if (number < 0) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "a length is too large");
    }
    return number;
  }

  /** Four bytes with their sign. */
  long signed() throws NpyException {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  /** As many bytes as a number says that stands before them. */
  byte[] counted(int width) throws NpyException {
    long length = number(width);
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
      // Python has text with halves of surrogate pairs, which stand for bytes that are no text.
      NpyException notText = new NpyException(NpyProblem.BAD_PICKLE, "a text is not UTF-8");
      notText.initCause(e);
      throw notText;
    }
  }

  /** Text up to the end of a line. */
  String line() throws NpyException {
    StringBuilder line = new StringBuilder();
    for (char next = (char) number(1); next != '\n'; next = (char) number(1)) {
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
