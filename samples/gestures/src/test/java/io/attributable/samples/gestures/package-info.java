/** Runs the sample. */
@NullMarked
package io.attributable.samples.gestures;

import org.jspecify.annotations.NullMarked;
