package io.attributable.evidence.log;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Parts of a record that are to be removed.
 *
 * @param file the segment that holds it
 * @param number of its entry
 * @param paths of the parts
 */
record Redaction(Path file, long number, Set<String> paths) {

  /**
   * Looks for the record.
   *
   * @throws AttributionException EVIDENCE_RECORD
   */
  static Redaction find(Path folder, long number, String path) {
    LogReader.Found found =
        LogReader.find(folder, entry -> entry.number() == number && entry.isRecord())
            .orElseThrow(() -> unusable(number, "the log has no such record", ""));
    Set<String> parts = found.entry().parts().keySet();
    Set<String> meant =
        parts.stream()
            .filter(part -> part.equals(path) || part.startsWith(path + "/"))
            .collect(Collectors.toCollection(TreeSet::new));
    if (meant.isEmpty()) {
      String known = parts.stream().limit(5).collect(Collectors.joining(", "));
      throw unusable(
          number,
          "it has no part \"" + path + "\"",
          parts.isEmpty() ? "All were removed." : "It has " + known + " …");
    }
    return new Redaction(found.file(), number, meant);
  }

  private static AttributionException unusable(long number, String problem, String remedy) {
    return new AttributionException(ErrorCode.EVIDENCE_RECORD, "#" + number, problem, remedy);
  }

  /** Writes the segment anew without the parts; the file appears whole. */
  void apply() throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(beside);
    Files.createFile(beside, Segments.attributes(beside));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
      copy(in, out);
    }
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.getParent();
    if (folder != null) {
      Segments.syncFolder(folder);
    }
  }

  /** All but the record's line stays as it is, byte for byte: it may be what was tampered with. */
  private void copy(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        out.write(without(line.toByteArray()));
        out.write(next);
        line.reset();
      } else {
        line.write(next);
      }
    }
    line.writeTo(out);
  }

  private byte[] without(byte[] line) {
    return LogEntry.read(new String(line, StandardCharsets.UTF_8))
        .filter(entry -> entry.number() == number && entry.isRecord())
        .map(entry -> entry.without(paths).getBytes(StandardCharsets.UTF_8))
        .orElse(line);
  }
}
