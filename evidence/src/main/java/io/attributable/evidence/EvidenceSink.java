package io.attributable.evidence;

/** Where records go: a log, or whatever else keeps them. Called by any number of threads. */
@FunctionalInterface
public interface EvidenceSink {
  /**
   * Takes a record.
   *
   * @throws io.attributable.AttributionException if it cannot be kept; the explanation is then not
   *     given out
   */
  void accept(EvidenceRecord record);
}
