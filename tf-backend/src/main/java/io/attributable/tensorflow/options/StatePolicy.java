package io.attributable.tensorflow.options;

/** What becomes of a model's state where computing an answer changes it. */
public enum StatePolicy {
  /** Changes are kept: a request may change the next one. */
  KEEP,
  /**
   * The default. Variables are set back after each request, so that equal requests have equal
   * answers; while such a request runs, all others wait. Other state cannot be set back: then they
   * are refused.
   */
  RESTORE,
  /** Such requests are refused. */
  REFUSE
}
