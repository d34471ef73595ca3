/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.gradient;

import org.jspecify.annotations.NullMarked;
