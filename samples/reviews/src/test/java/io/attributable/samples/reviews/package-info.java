/** Runs the sample. */
@NullMarked
package io.attributable.samples.reviews;

import org.jspecify.annotations.NullMarked;
