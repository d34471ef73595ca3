/**
 * What all other packages call a tensor: {@link io.attributable.graph.tensor.TensorRef}, and its
 * type and shape in words, {@link io.attributable.graph.tensor.Types}.
 */
@NullMarked
package io.attributable.graph.tensor;

import org.jspecify.annotations.NullMarked;
