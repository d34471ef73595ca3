package io.attributable.cli.request;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file line by line, without trust: a line may be no text, or too long to be kept. Bytes,
 * as a character that cannot be decoded must not spoil the lines behind it.
 */
final class LineReader implements Closeable {
  private static final int LONGEST = 1 << 24;

  private final InputStream in;
  private int number;

  LineReader(Path file) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** The next line, blank ones too; none at the end of the file. */
  Optional<RequestLine> next() throws IOException {
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean whole = true;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      whole = bytes.size() < LONGEST;
      if (whole) {
        bytes.write(next);
      }
    }
    return Optional.of(new RequestLine(++number, bytes.toByteArray(), whole));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
