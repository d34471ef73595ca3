/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.source;

import org.jspecify.annotations.NullMarked;
