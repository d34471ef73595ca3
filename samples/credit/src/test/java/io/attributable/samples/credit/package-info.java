/** Runs the sample. */
@NullMarked
package io.attributable.samples.credit;

import org.jspecify.annotations.NullMarked;
