package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.Wording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Where a command speaks: results and summaries to the output, failures to the error stream, and
 * progress to the terminal, if there is one.
 */
final class Console {
  /**
   * The device of the terminal that shows the error stream; empty where none does. Java cannot
   * detect it, but the launcher can.
   */
  private static final String TERMINAL = "attributable.terminal";

  private static final String CLEARED_LINE = "\r\033[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean verbose;
  private final String terminal;

  /**
   * A console.
   *
   * @param verbose whether failures come with their stack traces
   */
  Console(PrintWriter out, PrintWriter err, boolean verbose) {
    this.out = out;
    this.err = err;
    this.verbose = verbose;
    this.terminal = System.getProperty(TERMINAL, "");
  }

  /** Prints a line of the result. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /**
   * Prints a failure on one line.
   *
   * @param where what failed, in front of the message; may be empty
   */
  void fail(String where, AttributionException failure) {
    fail(where, failure, Wording.COMMAND_LINE);
  }

  /** As {@link #fail(String, AttributionException)}, in other words. */
  void fail(String where, AttributionException failure, Wording wording) {
    String message = failure.message(wording).replaceAll("\\s*\\R\\s*", " ");
    err.println((terminal.isEmpty() ? "" : CLEARED_LINE) + where + message);
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  /** Starts to show progress: a bar on a terminal, nothing elsewhere. */
  Progress progress(String task, int steps) {
    try {
      return terminal.isEmpty()
          ? Progress.SILENT
          : TerminalProgress.on(Path.of(terminal), task, steps);
    } catch (IOException e) {
      return Progress.SILENT; // A terminal that cannot be written to is no reason to fail.
    }
  }
}
