package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.EvidenceSink;
import io.attributable.evidence.internal.CanonicalJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A log of evidence, a folder with files of one JSON line per entry. It is only ever appended to,
 * and each entry holds the hash of the one before, so that {@link LogAudit} finds what was changed,
 * removed, inserted or moved. Safe for any number of threads; one process writes at a time.
 *
 * <p>A crash in the middle of an entry leaves a log that opens again: what is not a whole line is
 * cut, and an entry of kind {@code recovery} says how much and with which hash.
 *
 * @see LogOptions
 */
public final class EvidenceLog implements EvidenceSink, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("io.attributable.evidence");

  private final Path folder;
  private final LogOptions options;
  private final LogLock lock;
  private final LogWriter writer;
  private boolean closed;

  private EvidenceLog(Path folder, LogOptions options, LogLock lock) throws IOException {
    this.folder = folder;
    this.options = options;
    this.lock = lock;
    Segments.clean(folder);
    Segments.requireNoLinks(folder);
    LogEnd end = LogEnd.of(folder);
    writer = new LogWriter(folder, options, end);
    begin(end);
  }

  /**
   * Opens a log, or begins one where there is none.
   *
   * @param folder where its files lie; made if it is not there
   * @throws AttributionException EVIDENCE_LOG if another writer has it open, if its last entry is
   *     not as it was written, if a file is a symbolic link, or the folder cannot be used;
   *     UNWRITABLE_FILE, EVIDENCE_KEY
   */
  public static EvidenceLog open(Path folder, LogOptions options) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(options, "options");
    LogLock lock = LogLock.take(folder);
    try {
      return new EvidenceLog(folder, options, lock);
    } catch (IOException e) {
      lock.close();
      throw Segments.unusable(folder, String.valueOf(e), "Check the folder.").causedBy(e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private void begin(LogEnd end) {
    boolean fresh = end.last().isEmpty();
    if (!end.isBegun()) {
      writer.putHeader(fresh ? "start" : "segment");
    } else if (end.last().filter(last -> last.kind().equals(LogEntry.NEXT)).isPresent()) {
      writer.openNext();
    }
    if (end.tail().tornBytes() > 0) {
      recover(end.tail());
    }
    if (!fresh) {
      writer.put(writer.entry("open").put("signing", options.signing()));
    }
    writer.sync();
    dropWhatIsDue();
  }

  private void recover(Segments.Tail tail) {
    LOGGER.log(
        System.Logger.Level.WARNING,
        () ->
            "Evidence log \"%s\": %s bytes behind its last whole entry were cut; the log says so"
                .formatted(folder, tail.tornBytes()));
    ObjectNode recovery = writer.entry("recovery");
    writer.put(recovery.put("bytes", tail.tornBytes()).put("sha256", tail.tornHash()));
  }

  /**
   * Appends a record.
   *
   * @return where it stands
   * @throws AttributionException UNWRITABLE_FILE, where the log is as it was before; EVIDENCE_LOG
   *     if it is closed
   */
  public LogPosition append(EvidenceRecord record) {
    Objects.requireNonNull(record, "record");
    ObjectNode json = record.toJson();
    String parts = CanonicalJson.text(json.path("parts")); // Outside of the lock.
    synchronized (this) {
      requireOpen();
      if (writer.isFull()) {
        rotate();
      }
      ObjectNode entry = writer.entry(LogEntry.RECORD);
      entry.set(LogEntry.RECORD, json.path("body"));
      LogPosition position = writer.putRecord(entry, parts);
      writer.syncIfDue();
      return position;
    }
  }

  @Override
  public void accept(EvidenceRecord record) {
    append(record);
  }

  /** The last entry. Keep it elsewhere to prove later that nothing was cut off. */
  public synchronized LogPosition head() {
    return writer.position();
  }

  /**
   * Removes parts of a record for good, and states that, when and why. The chain stays valid.
   *
   * @param number of the record's entry
   * @param path of parts, such as {@code example/0} for all that is about the first example; or a
   *     single one
   * @param reason such as a reference to the request for erasure
   * @return how many parts were removed
   * @throws AttributionException EVIDENCE_RECORD if there is no such record or part
   */
  public synchronized int redact(long number, String path, String reason) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(reason, "reason");
    requireOpen();
    Redaction redaction = Redaction.find(folder, number, path);
    ObjectNode entry = writer.entry("redaction");
    entry.put("of", number).put("reason", reason);
    redaction.paths().forEach(entry.putArray("parts")::add);
    writer.put(entry);
    writer.sync();
    try {
      writer.apply(redaction);
    } catch (IOException e) {
      throw Segments.unusable(
              folder, "the parts could not be removed (" + e + ")", "Redact them again.")
          .causedBy(e);
    }
    return redaction.paths().size();
  }

  /** Begins the next file, and drops segments that are not to be kept any longer. */
  public synchronized void rotate() {
    requireOpen();
    writer.put(writer.entry(LogEntry.NEXT));
    writer.sync();
    writer.openNext();
    writer.sync();
    dropWhatIsDue();
  }

  private void dropWhatIsDue() {
    new Retention(folder, options).apply(writer.segment()).ifPresent(this::drop);
  }

  private void drop(Retention.Dropped dropped) {
    ObjectNode entry = writer.entry("retention");
    entry.put("first", dropped.first()).put("last", dropped.last());
    entry.put("lastHash", dropped.lastHash()).put("segments", dropped.files().size());
    writer.put(entry);
    writer.sync();
    dropped.delete(folder);
  }

  /** Signs all that was appended so far; without a signer nothing is done. */
  public synchronized void checkpoint() {
    requireOpen();
    writer.checkpoint();
  }

  /** Forces to the disk what was appended so far. */
  public synchronized void sync() {
    requireOpen();
    writer.sync();
  }

  private void requireOpen() {
    if (closed) {
      throw Segments.unusable(folder, "it was closed", "Open it again.");
    }
  }

  /** Signs and syncs what is not yet, and lets others write. May be called again. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } finally {
      lock.close();
    }
  }
}
