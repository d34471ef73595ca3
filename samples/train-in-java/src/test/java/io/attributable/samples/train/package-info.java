/** Tests of the sample. */
@NullMarked
package io.attributable.samples.train;

import org.jspecify.annotations.NullMarked;
