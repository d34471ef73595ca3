package io.attributable.tensorflow.recording;

/**
 * A model in code whose calls are recorded. Implemented by generated subclasses. Its recorder is
 * safe for any number of threads.
 */
public interface RecordedModel {
  /** The recorder of this object's calls. */
  CallRecorder callRecorder();

  /** The modules in its fields that have layers. */
  Modules callModules();
}
