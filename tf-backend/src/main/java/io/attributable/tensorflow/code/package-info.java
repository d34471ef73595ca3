/**
 * What generated subclasses of annotated classes record while they build a graph. Start at {@link
 * io.attributable.tensorflow.code.RecordedModel} and {@link
 * io.attributable.tensorflow.code.CallRecorder}.
 */
@NullMarked
package io.attributable.tensorflow.code;

import org.jspecify.annotations.NullMarked;
