package io.attributable.tensorflow.internal.runtime;

import io.attributable.tensorflow.internal.Log;

/**
 * TensorFlow's own log, which it writes to standard error. It reads {@value #LEVEL} once, with its
 * first line, which it writes while it is loaded. So the level has to be in the environment of this
 * process before, unless its user has set one.
 */
final class TensorFlowLog {
  /** Anything but {@code false} leaves TensorFlow's log as it is. */
  static final String SWITCH = "attributable.tensorflow.log";

  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";

  /** Errors only. */
  private static final String QUIET = "2";

  private TensorFlowLog() {}

  /** Keeps TensorFlow from telling how it loads models; without effect where that cannot be. */
  static void quieten() {
    if (System.getenv(LEVEL) != null || !System.getProperty(SWITCH, "false").equals("false")) {
      return;
    }
    try {
      ProcessEnvironment.add(LEVEL, QUIET);
    } catch (LinkageError | RuntimeException e) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, "TensorFlow's log cannot be kept quiet", e);
    }
  }
}
