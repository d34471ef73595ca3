/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.tensor;

import org.jspecify.annotations.NullMarked;
