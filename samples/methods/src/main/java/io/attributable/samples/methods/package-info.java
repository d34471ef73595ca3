/** One digit and one sentence, explained by every method. */
@NullMarked
package io.attributable.samples.methods;

import org.jspecify.annotations.NullMarked;
