package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.log.LogReader;
import io.attributable.evidence.log.LogReader.LoggedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The records that an address names, one in memory at a time. */
final class ReplayRecords {
  private ReplayRecords() {}

  /**
   * Hands them out in the order of the log.
   *
   * @throws AttributionException EVIDENCE_RECORD if there is none, EVIDENCE_LOG, UNREADABLE_FILE
   */
  static void forEach(RecordAddress named, Consumer<LoggedRecord> action) {
    if (Files.isRegularFile(named.file())) {
      action.accept(new LoggedRecord(0, ofFile(named.file())));
      return;
    }
    boolean[] found = new boolean[1];
    LogReader.records(
        named.file(),
        logged -> {
          if (named.number().isEmpty() || named.number().getAsLong() == logged.number()) {
            found[0] = true;
            action.accept(logged);
          }
        });
    if (!found[0]) {
      throw none(named);
    }
  }

  private static AttributionException none(RecordAddress named) {
    String which = named.number().isPresent() ? "#" + named.number().getAsLong() : "of any number";
    return new AttributionException(
        ErrorCode.EVIDENCE_RECORD,
        which,
        "the log has no such record",
        "Look at the log with: ./attributable audit " + named.file());
  }

  private static EvidenceRecord ofFile(Path file) {
    try {
      return EvidenceRecord.parse(Files.readString(file));
    } catch (IOException e) {
      throw new AttributionException(
              ErrorCode.UNREADABLE_FILE, file, "a record", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }
}
