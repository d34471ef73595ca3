package io.attributable.evidence;

/**
 * A result and the record of it.
 *
 * @param result the attributions, or what a generated explainer makes of them
 * @param record which the sink has taken already
 */
public record Recorded<A>(A result, EvidenceRecord record) {}
