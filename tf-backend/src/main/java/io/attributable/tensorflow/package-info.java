/**
 * Explains SavedModels with TensorFlow: load an {@link
 * io.attributable.tensorflow.AttributableModel}, then build requests with {@link
 * io.attributable.tensorflow.LayerAttribution}.
 */
@NullMarked
package io.attributable.tensorflow;

import org.jspecify.annotations.NullMarked;
