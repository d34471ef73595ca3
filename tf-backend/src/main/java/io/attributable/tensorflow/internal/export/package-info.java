/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.export;

import org.jspecify.annotations.NullMarked;
