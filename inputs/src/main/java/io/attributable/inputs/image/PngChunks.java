package io.attributable.inputs.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** Whether a PNG file is whole: the JDK's decoder leaves what is missing black without a word. */
final class PngChunks {
  private static final long START = 0x89504E470D0A1A0AL;
  private static final int AROUND = 12;
  private static final int WORD = 4;

  private PngChunks() {}

  /** What is wrong with it; empty for nothing, and for what is no PNG. */
  static Optional<String> problem(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (file.length < Long.BYTES || bytes.getLong() != START) {
      return Optional.empty();
    }
    while (bytes.remaining() >= AROUND) {
      long length = bytes.getInt() & 0xFFFFFFFFL;
      if (length > bytes.remaining() - 2 * WORD) {
        return Optional.of("its chunks end early");
      }
      String type = new String(file, bytes.position(), WORD, StandardCharsets.ISO_8859_1);
      CRC32 sum = new CRC32();
      sum.update(file, bytes.position(), (int) length + WORD);
      bytes.position(bytes.position() + (int) length + WORD);
      if (bytes.getInt() != (int) sum.getValue()) {
        return Optional.of("the checksum of its chunk \"" + type + "\" is wrong");
      }
      if (type.equals("IEND")) {
        return Optional.empty();
      }
    }
    return Optional.of("its end is missing");
  }
}
