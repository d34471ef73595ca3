/** Runs the sample. */
@NullMarked
package io.attributable.samples.gallery;

import org.jspecify.annotations.NullMarked;
