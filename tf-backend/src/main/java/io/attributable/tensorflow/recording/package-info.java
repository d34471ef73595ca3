/**
 * What the generated recorders of models in code note: the layers that a forward pass calls, and
 * what they take and give. Start at {@link io.attributable.tensorflow.recording.CallRecorder} and
 * {@link io.attributable.tensorflow.recording.RecordedModel}.
 */
@NullMarked
package io.attributable.tensorflow.recording;

import org.jspecify.annotations.NullMarked;
