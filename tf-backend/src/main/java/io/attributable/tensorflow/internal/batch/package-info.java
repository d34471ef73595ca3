/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.batch;

import org.jspecify.annotations.NullMarked;
