/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.verify;

import org.jspecify.annotations.NullMarked;
