package io.attributable.tensorflow;

import org.tensorflow.Result;
import org.tensorflow.Session;

/** Runs what is ready to run, and may look at what it takes. */
@FunctionalInterface
interface RunMeter {
  /** Looks at nothing. */
  RunMeter NONE = Session.Runner::run;

  /** The result, to be closed. */
  Result run(Session.Runner runner);
}
