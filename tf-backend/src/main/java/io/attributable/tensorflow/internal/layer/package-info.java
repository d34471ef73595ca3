/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.layer;

import org.jspecify.annotations.NullMarked;
