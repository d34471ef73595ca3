/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.cost;

import org.jspecify.annotations.NullMarked;
