package io.attributable.evidence.replay;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.EvidenceRecord;
import java.util.function.Supplier;

/** Reads records that may have been changed, or were never made by a recorder. */
final class RecordReading {
  private RecordReading() {}

  /**
   * What is read.
   *
   * @throws AttributionException EVIDENCE_RECORD where something else is in its place
   */
  static <T> T of(EvidenceRecord record, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (AttributionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AttributionException(
              ErrorCode.EVIDENCE_RECORD,
              record.id(),
              "it is not as a recorder makes it (" + e.getMessage() + ")",
              "See what was changed with: ./attributable audit LOG")
          .causedBy(e);
    }
  }
}
