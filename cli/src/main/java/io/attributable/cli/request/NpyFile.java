package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyReader;
import java.nio.file.Path;

/**
 * A {@code .npy} file that a request names.
 *
 * @param path its path
 * @param role its name in messages, such as {@code input "image"}
 */
public record NpyFile(Path path, String role) {

  /**
   * Reads the file.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public NpyArray read() {
    return new NamedFile(path, role).read(NpyReader::read);
  }

  /** A failure to make use of the file. */
  AttributionException unreadable(String problem) {
    return new NamedFile(path, role).unreadable(problem);
  }
}
