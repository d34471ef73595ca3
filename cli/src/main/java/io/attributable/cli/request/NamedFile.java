package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that a request names.
 *
 * @param path its path
 * @param role its name in messages, such as {@code input "image"}
 */
public record NamedFile(Path path, String role) {

  /** Reads a file. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Path file) throws IOException;
  }

  /**
   * All bytes of the file.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public byte[] bytes() {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw unreadable("it is not a regular file");
    }
    return read(Files::readAllBytes);
  }

  /**
   * What a reader makes of it.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  <T> T read(Reader<T> reader) {
    try {
      return reader.read(path);
    } catch (NoSuchFileException e) {
      throw unreadable("it does not exist").causedBy(e);
    } catch (AccessDeniedException e) {
      throw unreadable("access is denied").causedBy(e);
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage())).causedBy(e);
    } catch (OutOfMemoryError e) {
      throw unreadable("it is larger than the memory").causedBy(e);
    }
  }

  /** A failure to make use of the file. */
  AttributionException unreadable(String problem) {
    return new AttributionException(ErrorCode.UNREADABLE_FILE, path, role, problem);
  }
}
