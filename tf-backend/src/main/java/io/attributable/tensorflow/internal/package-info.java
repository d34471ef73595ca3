/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal;

import org.jspecify.annotations.NullMarked;
