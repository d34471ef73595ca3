package io.attributable.maven;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Passes on what a process says on its error stream, line by line, but for lines that TensorFlow
 * logs without asking TF_CPP_MIN_LOG_LEVEL: native code writes them, so that no JVM can keep them
 * back. The launchers drop the same ones.
 */
final class ErrorLines {
  private static final Pattern LOG =
      Pattern.compile(
          "(WARNING: All log messages before absl::InitializeLog\\(\\)|[IWE]0000 [0-9][0-9]:).*",
          Pattern.DOTALL);

  private final OutputStream shown;
  private final boolean verbose;

  /**
   * A filter.
   *
   * @param verbose whether TensorFlow's log is shown
   */
  ErrorLines(OutputStream shown, boolean verbose) {
    this.shown = shown;
    this.verbose = verbose;
  }

  /** Begins to pass lines on; ends with the stream. */
  Thread follow(InputStream stream) {
    Thread thread = new Thread(() -> copy(stream), "attributable-errors");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void copy(InputStream stream) {
    try (InputStream bytes = new BufferedInputStream(stream)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = bytes.read(); next >= 0; next = bytes.read()) {
        line.write(next);
        if (next == '\n') {
          pass(line);
        }
      }
      pass(line);
    } catch (IOException stopped) {
      // The process was ended with the build, and its stream with it.
    }
  }

  /** Bytes, whatever the charset of the process is. */
  private void pass(ByteArrayOutputStream line) throws IOException {
    if (verbose || !LOG.matcher(line.toString(StandardCharsets.ISO_8859_1)).matches()) {
      line.writeTo(shown);
      shown.flush();
    }
    line.reset();
  }
}
