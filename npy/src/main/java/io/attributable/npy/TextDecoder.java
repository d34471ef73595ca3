package io.attributable.npy;

import java.nio.ByteBuffer;

/** Reads text elements: fixed in size, filled up with zeros that are no part of the text. */
final class TextDecoder {
  private final ElementFormat format;

  TextDecoder(ElementFormat format) {
    this.format = format;
  }

  /**
   * Decodes one element.
   *
   * @param element its index in the file, for messages
   */
  String decode(ByteBuffer bytes, int element) throws NpyException {
    ByteBuffer own = bytes.slice(bytes.position(), format.size()).order(format.order());
    bytes.position(bytes.position() + format.size());
    return unicode(own, element);
  }

  private static String unicode(ByteBuffer bytes, int element) throws NpyException {
    StringBuilder text = new StringBuilder();
    int end = 0;
    while (bytes.hasRemaining()) {
      int character = bytes.getInt();
      if (!Character.isValidCodePoint(character) || surrogate(character)) {
        String code = "U+" + Integer.toHexString(character);
        throw new NpyException(NpyProblem.BAD_TEXT, element, code + " is no character");
      }
      text.appendCodePoint(character);
      end = character == 0 ? end : text.length();
    }
    return text.substring(0, end);
  }

  private static boolean surrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }
}
