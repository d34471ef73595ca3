package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
    LinkageError failure = Loaded.ATTEMPT.failure();
    if (failure != null) {
      throw advice(failure);
    }
  }

  /**
   * Begins to load it beside what the caller does; it is there, or known not to be, once closed.
   */
  static Background<?> prefetch() {
    return Background.start("attributable-library", () -> Loaded.ATTEMPT);
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

  /**
   * What came of loading it.
   *
   * @param failure null if it is there
   */
  private record Attempt(@Nullable LinkageError failure) {
    static Attempt make() {
      try {
        return new Attempt(
            TensorFlow.version().isEmpty() ? new LinkageError("it has no version") : null);
      } catch (LinkageError e) {
        return new Attempt(e);
      }
    }
  }

  /** Tried once: who comes later hears of the same failure. */
  private static final class Loaded {
    static final Attempt ATTEMPT = Attempt.make();
  }
}
