/** What an image classifier looked at: start at {@link io.attributable.samples.images.WhyDigit}. */
@NullMarked
package io.attributable.samples.images;

import org.jspecify.annotations.NullMarked;
