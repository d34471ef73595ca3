package io.attributable.evidence.log;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The file that is appended to. A line appears whole, or the file is set back to before it. */
final class SegmentFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private long size;
  private boolean broken;

  private SegmentFile(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /** Opens a file, and cuts what lies behind its last whole line. */
  static SegmentFile open(Path file, long whole) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Segments.attributes(file));
    channel.truncate(whole);
    channel.position(whole);
    return new SegmentFile(file, channel, whole);
  }

  long size() {
    return size;
  }

  Path path() {
    return file;
  }

  /**
   * Appends a line.
   *
   * @throws AttributionException UNWRITABLE_FILE, and EVIDENCE_LOG if it is too long; the file is
   *     then as it was before
   */
  void append(String line) {
    if (broken) {
      throw unwritable("an earlier entry could not be taken back; open the log again");
    }
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LogReader.LONGEST) {
      String problem =
          "a record of %d bytes is longer than the %d that an audit reads"
              .formatted(bytes.length, LogReader.LONGEST);
      throw Segments.unusable(file, problem, "Explain fewer examples at once, or keep hashes.");
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      size += bytes.length;
    } catch (IOException e) {
      takeBack();
      throw unwritable(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private void takeBack() {
    try {
      channel.truncate(size);
      channel.position(size);
    } catch (IOException e) {
      broken = true;
    }
  }

  void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw unwritable(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private AttributionException unwritable(String problem) {
    return new AttributionException(ErrorCode.UNWRITABLE_FILE, file, problem);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritable(String.valueOf(e.getMessage())).causedBy(e);
    }
  }
}
