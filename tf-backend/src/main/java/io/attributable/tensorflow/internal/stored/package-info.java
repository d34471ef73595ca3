/**
 * A directory in which processes leave plans for one another: {@link
 * io.attributable.tensorflow.internal.stored.PlanDirectory}.
 */
@NullMarked
package io.attributable.tensorflow.internal.stored;

import org.jspecify.annotations.NullMarked;
