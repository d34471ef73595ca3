package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.EvidenceSink;
import io.attributable.evidence.internal.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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
  private static final String NONE = "none";

  private final Path folder;
  private final LogOptions options;
  private final LogLock lock;
  private SegmentFile file;
  private int segment;
  private String id;
  private long next;
  private String head = NONE;
  private int unsynced;
  private int unsigned;
  private boolean closed;

  private EvidenceLog(Path folder, LogOptions options, LogLock lock) throws IOException {
    this.folder = folder;
    this.options = options;
    this.lock = lock;
    Segments.clean(folder);
    List<Segments.Segment> segments = Segments.of(folder);
    boolean empty = segments.isEmpty();
    this.segment = empty ? 1 : segments.get(segments.size() - 1).number();
    Path last = Segments.file(folder, segment);
    Segments.Tail tail = empty ? Segments.Tail.NONE : Segments.tail(last);
    Optional<LogEntry> entry = tail.last().map(this::known);
    this.id = entry.map(known -> known.entry().path(LogEntry.LOG).asText()).orElse("");
    this.next = entry.map(known -> known.number() + 1).orElse(0L);
    entry.ifPresent(known -> head = known.hash());
    if (entry.isEmpty() && segments.size() > 1) {
      continueBehind(segments.get(segments.size() - 2));
    }
    this.file = SegmentFile.open(last, tail.whole());
    begin(tail, entry);
  }

  /**
   * Opens a log, or begins one where there is none.
   *
   * @param folder where its files lie; made if it is not there
   * @throws AttributionException EVIDENCE_LOG if another writer has it open, if its last entry is
   *     not as it was written, or the folder cannot be used; UNWRITABLE_FILE, EVIDENCE_KEY
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

  /** A crash between the end of one file and the first line of the next. */
  private void continueBehind(Segments.Segment before) throws IOException {
    LogEntry entry = known(Segments.tail(before.file()).last().orElse(""));
    id = entry.entry().path(LogEntry.LOG).asText();
    next = entry.number() + 1;
    head = entry.hash();
  }

  private LogEntry known(String line) {
    return LogEntry.read(line)
        .filter(entry -> entry.computedHash().equals(entry.hash()))
        .orElseThrow(
            () ->
                Segments.unusable(
                    folder,
                    "its last entry is not as it was written",
                    "See what was changed with: ./attributable audit " + folder));
  }

  private void begin(Segments.Tail tail, Optional<LogEntry> last) {
    boolean fresh = id.isEmpty();
    if (fresh) {
      id = UUID.randomUUID().toString();
    }
    if (last.isEmpty()) {
      putHeader(fresh ? "start" : "segment");
    } else if (last.get().kind().equals("next")) {
      openNext();
    }
    if (tail.tornBytes() > 0) {
      recover(tail);
    }
    if (!fresh) {
      ObjectNode opened = entry("open");
      opened.put("signing", options.signing());
      put(opened, Optional.empty(), true);
    }
    sync();
    new Retention(folder, options).apply(segment).ifPresent(this::drop);
  }

  private void recover(Segments.Tail tail) {
    LOGGER.log(
        System.Logger.Level.WARNING,
        () ->
            "Evidence log \"%s\": %s bytes behind its last whole entry were cut; the log says so"
                .formatted(folder, tail.tornBytes()));
    ObjectNode recovery = entry("recovery");
    recovery.put("bytes", tail.tornBytes()).put("sha256", tail.tornHash());
    put(recovery, Optional.empty(), true);
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
      rotateIfFull();
      ObjectNode entry = entry(LogEntry.RECORD);
      entry.set(LogEntry.RECORD, json.path("body"));
      boolean signed = options.signEvery() == 1;
      put(entry, Optional.of(parts), signed);
      LogPosition position = new LogPosition(next - 1, head);
      unsigned += signed || options.signer().isEmpty() ? 0 : 1;
      if (unsigned >= options.signEvery()) {
        checkpoint();
      }
      syncIfDue();
      return position;
    }
  }

  @Override
  public void accept(EvidenceRecord record) {
    append(record);
  }

  /** The last entry. Keep it elsewhere to prove later that nothing was cut off. */
  public synchronized LogPosition head() {
    return new LogPosition(next - 1, head);
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
    ObjectNode entry = entry("redaction");
    entry.put("of", number).put("reason", reason);
    redaction.paths().forEach(entry.putArray("parts")::add);
    put(entry, Optional.empty(), true);
    sync();
    try {
      boolean own = redaction.file().equals(file.path());
      if (own) {
        file.close();
      }
      redaction.apply();
      if (own) {
        file = SegmentFile.open(redaction.file(), Files.size(redaction.file()));
      }
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
    put(entry("next"), Optional.empty(), true);
    sync();
    openNext();
    sync();
    new Retention(folder, options).apply(segment).ifPresent(this::drop);
  }

  private void rotateIfFull() {
    if (file.size() >= options.segmentBytes()) {
      rotate();
    }
  }

  private void openNext() {
    try {
      file.close();
      segment++;
      file = SegmentFile.open(Segments.file(folder, segment), 0);
      putHeader("segment");
      Segments.syncFolder(folder);
    } catch (IOException e) {
      throw Segments.unusable(folder, String.valueOf(e), "Check the folder.").causedBy(e);
    }
  }

  private void putHeader(String kind) {
    ObjectNode header = entry(kind);
    header.put("segment", segment).put("signing", options.signing());
    header.put("schema", EvidenceRecord.SCHEMA);
    put(header, Optional.empty(), true);
  }

  private void drop(Retention.Dropped dropped) {
    ObjectNode entry = entry("retention");
    entry.put("first", dropped.first()).put("last", dropped.last());
    entry.put("lastHash", dropped.lastHash()).put("segments", dropped.files().size());
    put(entry, Optional.empty(), true);
    sync();
    dropped.delete(folder);
  }

  /** Signs all that was appended so far; without a signer nothing is done. */
  public synchronized void checkpoint() {
    requireOpen();
    if (options.signer().isPresent()) {
      put(entry("checkpoint"), Optional.empty(), true);
    }
  }

  private ObjectNode entry(String kind) {
    ObjectNode entry = CanonicalJson.MAPPER.createObjectNode();
    entry.put(LogEntry.KIND, kind).put(LogEntry.LOG, id).put(LogEntry.NUMBER, next);
    Instant now = options.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    return entry.put(LogEntry.PREVIOUS, head).put(LogEntry.TIME, now.toString());
  }

  private void put(ObjectNode entry, Optional<String> parts, boolean signed) {
    LogEntry.Written written =
        LogEntry.write(entry, parts, signed ? options.signer().orElse(null) : null);
    file.append(written.line());
    head = written.hash();
    next++;
    unsynced++;
    if (signed) {
      unsigned = 0;
    }
  }

  private void syncIfDue() {
    if (options.syncEvery() > 0 && unsynced >= options.syncEvery()) {
      sync();
    }
  }

  /** Forces to the disk what was appended so far. */
  public synchronized void sync() {
    file.sync();
    unsynced = 0;
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
    try {
      if (unsigned > 0) {
        checkpoint();
      }
      sync();
    } finally {
      closed = true;
      file.close();
      lock.close();
    }
  }
}
