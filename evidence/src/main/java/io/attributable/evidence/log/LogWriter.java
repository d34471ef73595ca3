package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.evidence.EvidenceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes entries one behind the other into the files of a log. Not safe for several threads. */
final class LogWriter implements AutoCloseable {
  private final Path folder;
  private final LogOptions options;
  private final ChainEnd chain;
  private SegmentFile file;
  private int segment;
  private int unsynced;
  private int unsigned;

  /** Goes on where a log ends; what lies behind its last whole line is cut. */
  LogWriter(Path folder, LogOptions options, LogEnd end) throws IOException {
    this.folder = folder;
    this.options = options;
    this.chain = new ChainEnd(end.last(), options.clock());
    this.segment = end.segment();
    this.file = SegmentFile.open(Segments.file(folder, segment), end.tail().whole());
  }

  int segment() {
    return segment;
  }

  boolean isFull() {
    return file.size() >= options.segmentBytes();
  }

  LogPosition position() {
    return chain.position();
  }

  /** An entry that follows, to which its content is added. */
  ObjectNode entry(String kind) {
    return chain.entry(kind);
  }

  /** Appends an entry about the log, signed where there is a key. */
  void put(ObjectNode entry) {
    put(file, entry, Optional.empty(), true);
  }

  /**
   * Appends a record.
   *
   * @param parts canonical JSON
   */
  LogPosition putRecord(ObjectNode entry, String parts) {
    boolean signed = options.signEvery() == 1;
    put(file, entry, Optional.of(parts), signed);
    LogPosition position = position();
    unsigned += signed || options.signer().isEmpty() ? 0 : 1;
    if (unsigned >= options.signEvery()) {
      checkpoint();
    }
    return position;
  }

  private void put(SegmentFile into, ObjectNode entry, Optional<String> parts, boolean signed) {
    LogEntry.Written written =
        LogEntry.write(entry, parts, signed ? options.signer().orElse(null) : null);
    into.append(written.line());
    chain.advance(written.hash());
    unsynced++;
    if (signed) {
      unsigned = 0;
    }
  }

  /** The first entry of the current file. */
  void putHeader(String kind) {
    put(file, header(kind, segment), Optional.empty(), true);
  }

  private ObjectNode header(String kind, int number) {
    ObjectNode header = entry(kind);
    header.put("segment", number).put("signing", options.signing());
    return header.put("schema", EvidenceRecord.SCHEMA);
  }

  /**
   * Begins the next file.
   *
   * @throws AttributionException UNWRITABLE_FILE, EVIDENCE_LOG; the log then goes on in the current
   *     file, and there is no next one
   */
  void openNext() {
    Path path = Segments.file(folder, segment + 1);
    try {
      SegmentFile fresh = SegmentFile.open(path, 0);
      try {
        put(fresh, header("segment", segment + 1), Optional.empty(), true);
      } catch (AttributionException e) {
        fresh.close();
        Files.deleteIfExists(path);
        throw e;
      }
      file.close();
      file = fresh;
      segment++;
      Segments.syncFolder(folder);
    } catch (IOException e) {
      throw Segments.unusable(folder, String.valueOf(e), "Check the folder.").causedBy(e);
    }
  }

  /** Writes the file of a redaction anew. */
  void apply(Redaction redaction) throws IOException {
    boolean own = redaction.file().equals(file.path());
    if (own) {
      file.close();
    }
    redaction.apply();
    if (own) {
      file = SegmentFile.open(redaction.file(), Files.size(redaction.file()));
    }
  }

  /** Signs what was appended so far; without a signer nothing is done. */
  void checkpoint() {
    if (options.signer().isPresent()) {
      put(entry("checkpoint"));
    }
  }

  void syncIfDue() {
    if (options.syncEvery() > 0 && unsynced >= options.syncEvery()) {
      sync();
    }
  }

  void sync() {
    file.sync();
    unsynced = 0;
  }

  /** Signs and syncs what is not yet; the file is closed even if that fails. */
  @Override
  public void close() {
    try (SegmentFile last = file) {
      if (unsigned > 0) {
        checkpoint();
      }
      last.sync();
    }
  }
}
