package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.Log;
import io.attributable.tensorflow.internal.concurrent.BackgroundTask;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/** TensorFlow's native library, which the application brings. */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Loads it, or reports the missing artifact.
   *
   * @throws AttributionException NATIVE_LIBRARY
   */
  public static void require() {
    requireVersions();
    LinkageError failure = Loaded.ATTEMPT.failure();
    if (failure != null) {
      throw advice(failure);
    }
  }

  /**
   * Looks at the versions of TensorFlow Java, before any of its classes is needed.
   *
   * @throws AttributionException VERSION_CONFLICT
   */
  public static void requireVersions() {
    Versions.FOUND
        .conflict()
        .ifPresent(
            conflict -> {
              throw conflict;
            });
  }

  /** Starts to load it in the background; when closed, it is loaded or has failed. */
  public static BackgroundTask<?> prefetch() {
    return BackgroundTask.start("attributable-library", () -> Loaded.ATTEMPT);
  }

  static AttributionException advice(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new AttributionException(
            ErrorCode.NATIVE_LIBRARY,
            root.getMessage()
                + others(TensorFlowClassPath.ofTensorFlow().platforms(), classifier()),
            Versions.FOUND.api().orElse(TensorFlowVersions.TESTED),
            classifier())
        .causedBy(failure);
  }

  /** Reports libraries that are there for other platforms. */
  static String others(List<String> platforms, String wanted) {
    return platforms.isEmpty() || platforms.stream().anyMatch(each -> each.startsWith(wanted))
        ? ""
        : " (the class path has it for " + String.join(", ", platforms) + " only)";
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
      NativeMemory.unlimited();
      ProcessEnvironment.markRead();
      TensorFlowLog.quieten();
      Versions.FOUND.doubt().ifPresent(doubt -> Log.LOGGER.log(System.Logger.Level.WARNING, doubt));
      try {
        return new Attempt(
            TensorFlow.version().isEmpty() ? new LinkageError("it has no version") : null);
      } catch (LinkageError e) {
        return new Attempt(e);
      }
    }
  }

  /** Looked at once. */
  private static final class Versions {
    static final TensorFlowVersions FOUND =
        TensorFlowClassPath.ofTensorFlow().versions(classifier());
  }

  /** Tried once: who comes later hears of the same failure. */
  private static final class Loaded {
    static final Attempt ATTEMPT = Attempt.make();
  }
}
