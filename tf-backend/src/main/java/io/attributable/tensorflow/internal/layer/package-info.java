/**
 * What addresses of layers mean, and the shapes of their tensors as TensorFlow infers them. Start
 * at {@link io.attributable.tensorflow.internal.layer.LayerLookup} and {@link
 * io.attributable.tensorflow.internal.layer.InferredLayers}.
 */
@NullMarked
package io.attributable.tensorflow.internal.layer;

import org.jspecify.annotations.NullMarked;
