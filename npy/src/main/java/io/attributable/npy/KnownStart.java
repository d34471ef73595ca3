package io.attributable.npy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Files of other formats, recognised by their first bytes. */
enum KnownStart {
  ZIP("PK", "it is a zip archive such as .npz"),
  PNG("\u0089PNG", "it is a PNG picture"),
  JPEG("\u00ff\u00d8\u00ff", "it is a JPEG picture"),
  GIF("GIF8", "it is a GIF picture"),
  HDF5("\u0089HDF", "it is an HDF5 file"),
  PICKLE("\u0080", "it is a Python pickle"),
  NONE("", "it does not start with \\x93NUMPY");

  private final String bytes;
  private final String words;

  KnownStart(String bytes, String words) {
    this.bytes = bytes;
    this.words = words;
  }

  /** What a file is that begins so. */
  static String of(ByteBuffer start) {
    String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
    for (KnownStart format : values()) {
      if (text.startsWith(format.bytes)) {
        return format.words;
      }
    }
    return NONE.words;
  }
}
