/**
 * A log of evidence in which each entry holds the hash of the one before. Start with {@link
 * io.attributable.evidence.log.EvidenceLog}, which writes it, and {@link
 * io.attributable.evidence.log.LogAudit}, which finds what was changed.
 */
@NullMarked
package io.attributable.evidence.log;

import org.jspecify.annotations.NullMarked;
