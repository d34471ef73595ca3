package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Locale;
import org.tensorflow.TensorFlow;

/** TensorFlow's native library, which the application brings. */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Loads it, or says which artifact is missing.
   *
   * @throws AttributionException NATIVE_LIBRARY
   */
  static void require() {
    try {
      Loaded.touch();
    } catch (LinkageError e) {
      throw advice(e);
    }
  }

  static AttributionException advice(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new AttributionException(
            ErrorCode.NATIVE_LIBRARY, String.valueOf(root.getMessage()), version(), classifier())
        .causedBy(failure);
  }

  private static String version() {
    String version = TensorFlow.class.getPackage().getImplementationVersion();
    return version == null ? "1.1.0" : version;
  }

  /** The classifier of this machine. */
  static String classifier() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String suffix = arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "x86_64";
    if (os.contains("mac")) {
      return "macosx-" + suffix;
    }
    return (os.contains("win") ? "windows-" : "linux-") + suffix;
  }

  /** Initialised once; a failed initialisation stays a LinkageError at every later use. */
  private static final class Loaded {
    private static final String VERSION = TensorFlow.version();

    static void touch() {
      if (VERSION.isEmpty()) {
        throw new IllegalStateException("TensorFlow has no version");
      }
    }
  }
}
