package io.attributable.tensorflow.internal.files;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Paths as TensorFlow gets them: JavaCPP passes the bytes of {@link String#getBytes()}, which may
 * differ from those of the file system.
 */
final class NativePath {
  private NativePath() {}

  /** Whether TensorFlow gets the name of the file system. */
  static boolean canName(Path path) {
    return canName(path.toString(), Charset.defaultCharset(), ofFileNames());
  }

  static boolean canName(String path, Charset handed, Charset known) {
    return Arrays.equals(path.getBytes(handed), path.getBytes(known))
        && handed.newEncoder().canEncode(path);
  }

  /** TensorFlow takes UTF-8 on Windows; elsewhere names are bytes, which the JVM decodes. */
  private static Charset ofFileNames() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String encoding = System.getProperty("sun.jnu.encoding");
    if (os.contains("win") || encoding == null) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
