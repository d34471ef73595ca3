/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.runtime;

import org.jspecify.annotations.NullMarked;
