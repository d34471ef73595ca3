package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A {@code .npy} file that a request names.
 *
 * @param path where it lies
 * @param role what messages call it, such as {@code input "image"}
 */
public record NpyFile(Path path, String role) {

  /**
   * Reads the file.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public NpyArray read() {
    try {
      return NpyReader.read(path);
    } catch (NoSuchFileException e) {
      throw unreadable("it does not exist", e);
    } catch (AccessDeniedException e) {
      throw unreadable("access is denied", e);
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw unreadable("it is larger than the memory", e);
    }
  }

  /** A failure to make use of the file. */
  AttributionException unreadable(String problem) {
    return new AttributionException(ErrorCode.UNREADABLE_FILE, path, role, problem);
  }

  private AttributionException unreadable(String problem, Throwable cause) {
    return unreadable(problem).causedBy(cause);
  }
}
