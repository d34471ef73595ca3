package io.attributable.tensorflow.internal.cost;

/** Runs of a request with nothing of the library around them. */
interface BareRuns {
  /** The explained output alone. */
  void forward();

  /** What the attribution runs in TensorFlow. */
  void session();
}
