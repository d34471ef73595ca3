/**
 * What a developer writes and reads: the annotations {@link io.attributable.AttributedModel} and
 * {@link io.attributable.Attributable}, and the result, {@link io.attributable.Attribution}.
 *
 * <p>Nothing here knows TensorFlow's runtime. Nothing is nullable unless it says so.
 */
@NullMarked
package io.attributable;

import org.jspecify.annotations.NullMarked;
