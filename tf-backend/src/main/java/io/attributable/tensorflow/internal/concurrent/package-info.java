/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.concurrent;

import org.jspecify.annotations.NullMarked;
