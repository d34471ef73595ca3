package io.attributable.tensorflow.recording;

/** A model in code whose calls are recorded. Implemented by generated subclasses. */
public interface RecordedModel {
  /** What was recorded of this object. */
  CallRecorder callRecorder();

  /** The modules in its fields that have layers of their own. */
  Modules callModules();
}
