package io.attributable.cli.reply;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.HeldFolder;
import java.io.IOException;
import java.nio.file.Path;

/** The folder of the replies of one run, which has it for itself until it is closed. */
public final class RunFolder implements AutoCloseable {
  private final Path folder;
  private final HeldFolder held;

  private RunFolder(Path folder, HeldFolder held) {
    this.folder = folder;
    this.held = held;
  }

  /**
   * Takes a folder, which is made if it is not there.
   *
   * @throws AttributionException FOLDER_IN_USE, UNWRITABLE_FILE
   */
  public static RunFolder take(Path folder) {
    try {
      return HeldFolder.take(folder)
          .map(held -> new RunFolder(folder, held))
          .orElseThrow(() -> new AttributionException(ErrorCode.FOLDER_IN_USE, folder));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /**
   * Begins a run.
   *
   * @param run tells runs apart: one line
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void begin(String run) {
    try {
      held.mark(run);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /**
   * Goes on with a run that was cut short, or begins it where nothing was written yet.
   *
   * @param run what it was begun with
   * @throws AttributionException RESUME_MISMATCH, UNWRITABLE_FILE
   */
  public void resume(String run) {
    try {
      String before = held.mark();
      if (before.isEmpty()) {
        held.mark(run);
      } else if (!before.equals(run)) {
        throw new AttributionException(
            ErrorCode.RESUME_MISMATCH,
            folder,
            "it was of other requests, another model, other options or another version");
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static AttributionException unwritable(Path folder, IOException e) {
    String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
    return new AttributionException(ErrorCode.UNWRITABLE_FILE, folder, problem).causedBy(e);
  }
}
