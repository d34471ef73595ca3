/**
 * What applications use: the annotations {@link io.attributable.AttributedModel} and {@link
 * io.attributable.Attributable}, and the result, {@link io.attributable.Attribution}.
 *
 * <p>Nothing here depends on TensorFlow's runtime. Nothing is nullable unless marked so.
 */
@NullMarked
package io.attributable;

import org.jspecify.annotations.NullMarked;
