package io.attributable.evidence.log;

import io.attributable.evidence.key.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a log is written. Immutable, safe for any number of threads; each method gives a changed
 * copy.
 *
 * @param syncEvery after how many entries they are forced to the disk: 1 for each one before {@link
 *     EvidenceLog#append} returns, 0 for when the log is closed
 * @param segmentBytes how large a file of the log becomes before the next one is begun
 * @param keepSegments how many full segments are kept; older ones are dropped, and that is stated
 * @param keepFor how long entries are kept; segments all of whose entries are older are dropped
 * @param signer the key that entries are signed with, if they are
 * @param signEvery after how many records a checkpoint is signed; 1 signs each record itself
 * @param clock tells the time of entries
 */
public record LogOptions(
    int syncEvery,
    long segmentBytes,
    Optional<Integer> keepSegments,
    Optional<Duration> keepFor,
    Optional<SigningKey> signer,
    int signEvery,
    Clock clock) {
  private static final long DEFAULT_SEGMENT = 64L << 20;

  /** Checks the numbers. */
  public LogOptions {
    Objects.requireNonNull(keepSegments, "keepSegments");
    Objects.requireNonNull(keepFor, "keepFor");
    Objects.requireNonNull(signer, "signer");
    Objects.requireNonNull(clock, "clock");
    require(syncEvery >= 0, "syncEvery " + syncEvery + " is negative");
    require(segmentBytes > 0, "segmentBytes " + segmentBytes + " is below 1");
    require(signEvery > 0, "signEvery " + signEvery + " is below 1");
    require(keepSegments.orElse(0) >= 0, "keepSegments " + keepSegments + " is negative");
    require(!keepFor.orElse(Duration.ZERO).isNegative(), "keepFor " + keepFor + " is negative");
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Each entry forced to the disk, segments of 64 MiB, all kept, nothing signed. */
  public static LogOptions defaults() {
    return new LogOptions(
        1,
        DEFAULT_SEGMENT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        Clock.systemUTC());
  }

  /** Forces entries to the disk after so many of them; 0 for when the log is closed. */
  public LogOptions syncEvery(int entries) {
    return new LogOptions(entries, segmentBytes, keepSegments, keepFor, signer, signEvery, clock);
  }

  /** Begins another file after so many bytes. */
  public LogOptions segmentBytes(long bytes) {
    return new LogOptions(syncEvery, bytes, keepSegments, keepFor, signer, signEvery, clock);
  }

  /** Keeps so many full segments. */
  public LogOptions keepSegments(int most) {
    return new LogOptions(
        syncEvery, segmentBytes, Optional.of(most), keepFor, signer, signEvery, clock);
  }

  /** Keeps entries for so long. */
  public LogOptions keepFor(Duration age) {
    return new LogOptions(
        syncEvery, segmentBytes, keepSegments, Optional.of(age), signer, signEvery, clock);
  }

  /** Signs each record. */
  public LogOptions sign(SigningKey key) {
    return sign(key, 1);
  }

  /** Signs a checkpoint after so many records, and when the log is closed. */
  public LogOptions sign(SigningKey key, int every) {
    return new LogOptions(
        syncEvery, segmentBytes, keepSegments, keepFor, Optional.of(key), every, clock);
  }

  /** Another clock, for tests and for those who have a better one. */
  public LogOptions clock(Clock other) {
    return new LogOptions(syncEvery, segmentBytes, keepSegments, keepFor, signer, signEvery, other);
  }

  /** As entries state it: {@code none}, {@code record} or {@code checkpoint}. */
  String signing() {
    if (signer.isEmpty()) {
      return "none";
    }
    return signEvery == 1 ? "record" : "checkpoint";
  }
}
