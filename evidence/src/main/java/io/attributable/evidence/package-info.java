/**
 * Evidence of explanations: what was explained, by what, with which numbers. Start with {@link
 * io.attributable.evidence.ExplanationRecorder}, which makes an {@link
 * io.attributable.evidence.EvidenceRecord} of each explanation, and {@code
 * io.attributable.evidence.log}, which keeps them so that tampering shows.
 */
@NullMarked
package io.attributable.evidence;

import org.jspecify.annotations.NullMarked;
