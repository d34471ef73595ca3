package io.attributable.tensorflow.internal.plan;

/**
 * What kind of session a plan runs in.
 *
 * @param own whether it is the plan's alone; else it is the model's, which has the variables
 * @param straight whether it runs nodes in order, and keeps no record of them
 * @param single whether it has one thread; otherwise as many as there are cores
 * @param host whether it runs on the processor
 * @param sharded whether it computes one example in shards, at the same time
 */
record SessionKind(boolean own, boolean straight, boolean single, boolean host, boolean sharded) {
  /** The model's. */
  static final SessionKind MODEL = new SessionKind(false, false, false, false, false);

  SessionKind withThreads(boolean one) {
    return new SessionKind(own, straight, one, host, false);
  }

  /** One for parts that run at the same time. */
  SessionKind forParts(boolean inOrder) {
    return new SessionKind(own, inOrder, true, host, false);
  }

  /** One that keeps a record of what nodes cost. */
  SessionKind traceable() {
    return new SessionKind(own, false, single, host, false);
  }

  /** One for shards of an example. */
  SessionKind forShards() {
    return new SessionKind(own, false, true, host, true);
  }
}
