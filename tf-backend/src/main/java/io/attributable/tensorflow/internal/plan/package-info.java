/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.plan;

import org.jspecify.annotations.NullMarked;
