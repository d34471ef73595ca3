package io.attributable.evidence.log;

/**
 * An entry of a log. Who keeps the position of the last one elsewhere can later prove that nothing
 * up to there was changed or cut off.
 *
 * @param number counted from 0 over all segments
 * @param hash of the entry: {@code sha256:} and 64 digits
 */
public record LogPosition(long number, String hash) {}
