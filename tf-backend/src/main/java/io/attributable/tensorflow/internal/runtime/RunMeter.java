package io.attributable.tensorflow.internal.runtime;

import org.tensorflow.Result;
import org.tensorflow.Session;

/** Runs what is ready to run, and may look at what it takes. */
public @FunctionalInterface interface RunMeter {
  /** Looks at nothing. */
  RunMeter NONE = Session.Runner::run;

  /** The result, to be closed. */
  Result run(Session.Runner runner);

  /** Takes note of bytes that runs from now on are fed, and that others of TensorFlow's made. */
  default void holds(long bytes) {}
}
