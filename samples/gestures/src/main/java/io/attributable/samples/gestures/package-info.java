/**
 * When a movement gives itself away: start at {@link io.attributable.samples.gestures.WhyGesture}.
 */
@NullMarked
package io.attributable.samples.gestures;

import org.jspecify.annotations.NullMarked;
