/** Runs the sample. */
@NullMarked
package io.attributable.samples.images;

import org.jspecify.annotations.NullMarked;
