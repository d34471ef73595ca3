/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.code;

import org.jspecify.annotations.NullMarked;
