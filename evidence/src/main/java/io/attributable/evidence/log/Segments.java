package io.attributable.evidence.log;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.internal.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a log: {@code 000001.jsonl} and so on, in one folder. */
final class Segments {
  static final String LOCK = "log.lock";

  /** How the names of files end that are not whole yet. */
  static final String PART = ".jsonl.part";

  private static final Pattern NAME = Pattern.compile("(\\d{6,9})\\.jsonl");
  private static final int BLOCK = 1 << 16;

  private Segments() {}

  /**
   * A file of the log.
   *
   * @param number counted from 1
   */
  record Segment(int number, Path file) {}

  static Path file(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.jsonl", number));
  }

  /** Those that are there, in their order. */
  static List<Segment> of(Path folder) {
    List<Segment> segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          segments.add(new Segment(Integer.parseInt(name.group(1)), file));
        }
      }
    } catch (IOException e) {
      throw unusable(folder, String.valueOf(e), "Check the folder.").causedBy(e);
    }
    segments.sort((one, other) -> Integer.compare(one.number(), other.number()));
    return segments;
  }

  /**
   * Those of a log that is there.
   *
   * @throws AttributionException EVIDENCE_LOG
   */
  static List<Segment> ofLog(Path folder) {
    List<Segment> segments = Files.isDirectory(folder) ? of(folder) : List.of();
    if (segments.isEmpty()) {
      throw unusable(
          folder, "there is no log", "Name the folder that holds 000001.jsonl or what follows it.");
    }
    return segments;
  }

  /** Links could be neither redacted nor dropped: only the link would be replaced. */
  static void requireNoLinks(Path folder) {
    for (Segment segment : of(folder)) {
      if (Files.isSymbolicLink(segment.file())) {
        throw unusable(
            folder,
            "\"%s\" is a symbolic link, and what it leads to would be neither redacted nor dropped"
                .formatted(segment.file().getFileName()),
            "Put the file itself in its place.");
      }
    }
  }

  /**
   * The end of a file.
   *
   * @param last the last line that ends with a line feed; empty if there is none
   * @param whole how many bytes there are up to that line feed
   * @param torn what lies behind it, a character per byte
   */
  record Tail(Optional<String> last, long whole, String torn) {
    /** Of a file that is not there. */
    static final Tail NONE = new Tail(Optional.empty(), 0, "");

    /** How many bytes lie behind the last line feed. */
    int tornBytes() {
      return torn.length();
    }

    /** Their hash. */
    String tornHash() {
      return Sha256.of(torn.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  static Tail tail(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      long end = newline(access, access.length());
      String torn = new String(read(access, end + 1, access.length()), StandardCharsets.ISO_8859_1);
      if (end < 0) {
        return new Tail(Optional.empty(), 0, torn);
      }
      byte[] line = read(access, newline(access, end) + 1, end);
      return new Tail(Optional.of(new String(line, StandardCharsets.UTF_8)), end + 1, torn);
    }
  }

  /** The last line feed before a position; −1 if there is none. */
  private static long newline(RandomAccessFile access, long before) throws IOException {
    long end = before;
    while (end > 0) {
      long start = Math.max(0, end - BLOCK);
      byte[] block = read(access, start, end);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i;
        }
      }
      end = start;
    }
    return -1;
  }

  private static byte[] read(RandomAccessFile access, long from, long to) throws IOException {
    if (to - from > LogReader.LONGEST) {
      throw new IOException("its end is no entry: %d bytes without an end".formatted(to - from));
    }
    byte[] bytes = new byte[(int) (to - from)];
    access.seek(from);
    access.readFully(bytes);
    return bytes;
  }

  /** Files of a log are its owner's alone, where the file system knows owners. */
  static FileAttribute<?>[] attributes(Path folder) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Removes what a redaction that was killed has left. */
  static void clean(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(PART)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Makes what was renamed, made or removed in a folder survive a loss of power. */
  static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows opens no folders, and needs none of this.
    }
  }

  static AttributionException unusable(Path log, String problem, String remedy) {
    return new AttributionException(ErrorCode.EVIDENCE_LOG, log, problem, remedy);
  }
}
