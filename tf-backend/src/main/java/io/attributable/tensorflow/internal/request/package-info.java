/**
 * Checks a request against the model: its inputs, layers and targets. Start at {@link
 * io.attributable.tensorflow.internal.request.RequestedLayers} and {@link
 * io.attributable.tensorflow.internal.request.TargetCheck}.
 */
@NullMarked
package io.attributable.tensorflow.internal.request;

import org.jspecify.annotations.NullMarked;
