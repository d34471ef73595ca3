/**
 * Film reviews, shaded by what words say: start at {@link
 * io.attributable.samples.reviews.WhyReview}.
 */
@NullMarked
package io.attributable.samples.reviews;

import org.jspecify.annotations.NullMarked;
