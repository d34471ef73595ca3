/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.served;

import org.jspecify.annotations.NullMarked;
