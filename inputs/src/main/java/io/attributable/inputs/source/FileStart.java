package io.attributable.inputs.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a file is by its first bytes, where the ending of its name does not say it: those of uploads
 * and of caches often have none.
 *
 * @param text the bytes, each as a character
 */
record FileStart(String text) {
  /** How many bytes tell formats apart. */
  static final int LENGTH = 16;

  private static final String RIFF = "RIFF";
  private static final int RIFF_KIND = 8;
  private static final int BRAND = 4;

  static FileStart of(byte[] bytes) {
    return new FileStart(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The format; empty where it is none of those that are told apart so. */
  Optional<FileFormat> format() {
    if (starts("\u0089PNG") || starts("\u00ff\u00d8\u00ff") || starts("GIF8")) {
      return Optional.of(FileFormat.IMAGE);
    }
    if (starts(RIFF) && text.startsWith("WEBP", RIFF_KIND)) {
      return Optional.of(FileFormat.IMAGE);
    }
    if (starts(RIFF) && text.startsWith("WAVE", RIFF_KIND)) {
      return Optional.of(FileFormat.SOUND);
    }
    return Optional.empty();
  }

  /** What a file is that is not read, and what to make of it; empty where that is not known. */
  Optional<String> unread() {
    if (starts("II*\0") || starts("MM\0*")) {
      return Optional.of("it is a TIFF picture; save it as PNG");
    }
    if (text.startsWith("ftyp", BRAND)) {
      boolean sound = text.startsWith("M4A", RIFF_KIND);
      boolean picture =
          text.startsWith("avif", RIFF_KIND)
              || text.startsWith("hei", RIFF_KIND)
              || text.startsWith("mif1", RIFF_KIND);
      return Optional.of(
          picture
              ? "it is an AVIF or HEIC picture; save it as PNG or JPEG"
              : sound ? "it is sound of MP4; save it as WAV" : "it is a film");
    }
    if (starts("ID3") || starts("\u00ff\u00fb") || starts("OggS") || starts("fLaC")) {
      return Optional.of("it is compressed sound; save it as WAV");
    }
    return starts("PAR1") || starts("\u0089HDF")
        ? Optional.of("it is a Parquet or HDF5 file; save it as .csv or .npy")
        : Optional.empty();
  }

  private boolean starts(String bytes) {
    return text.startsWith(bytes);
  }
}
