package io.attributable.inputs.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WebP pictures that were compressed with loss. The JVM's decoder has their brightness right, but
 * does not interpolate their colours, which are stored at half the size, as libwebp does.
 */
final class LossyWebp {
  private static final int HEADER = 12;
  private static final int CHUNK = 8;

  private LossyWebp() {}

  /** Whether a file is such a picture. */
  static boolean is(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (!isWord(bytes, 0, "RIFF") || !isWord(bytes, CHUNK, "WEBP")) {
      return false;
    }
    for (long at = HEADER; at + CHUNK <= file.length; ) {
      if (isWord(bytes, (int) at, "VP8 ")) {
        return true;
      }
      long length = bytes.getInt((int) at + 4) & 0xFFFFFFFFL;
      at += CHUNK + length + (length & 1);
    }
    return false;
  }

  private static boolean isWord(ByteBuffer bytes, int at, String word) {
    if (at + word.length() > bytes.limit()) {
      return false;
    }
    byte[] found = new byte[word.length()];
    bytes.get(at, found);
    return new String(found, StandardCharsets.ISO_8859_1).equals(word);
  }
}
