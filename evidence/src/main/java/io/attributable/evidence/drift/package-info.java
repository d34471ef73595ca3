/**
 * Whether models come to explain by other features than before: {@link
 * io.attributable.evidence.drift.AttributionDrift}.
 */
@NullMarked
package io.attributable.evidence.drift;

import org.jspecify.annotations.NullMarked;
