/**
 * How far explanations agree: start with {@link
 * io.attributable.evidence.compare.ExplanationComparison}.
 */
@NullMarked
package io.attributable.evidence.compare;

import org.jspecify.annotations.NullMarked;
