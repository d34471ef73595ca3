package io.attributable.tensorflow.internal.files;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Paths as they reach TensorFlow: JavaCPP hands on the bytes of {@link String#getBytes()}, which
 * need not be those that the file system knows a name by.
 */
final class NativePath {
  private NativePath() {}

  /** Whether TensorFlow is handed the name that the file system knows. */
  static boolean canName(Path path) {
    return canName(path.toString(), Charset.defaultCharset(), ofFileNames());
  }

  static boolean canName(String path, Charset handed, Charset known) {
    return Arrays.equals(path.getBytes(handed), path.getBytes(known))
        && handed.newEncoder().canEncode(path);
  }

  /** TensorFlow takes UTF-8 on Windows; elsewhere names are bytes, which the JVM reads its way. */
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
