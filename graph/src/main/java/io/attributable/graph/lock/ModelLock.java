package io.attributable.graph.lock;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.declared.CheckedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One lock file, against which models are held and into which they are written. Immutable; of
 * several that write the same file at once, one wins.
 */
public final class ModelLock {
  /** What lock files are called. */
  public static final String NAME = "attributable.lock";

  private final Path file;
  private final LockTool tool;

  /**
   * A lock file that need not be there.
   *
   * @param file the file
   * @param tool what advice names
   */
  public ModelLock(Path file, LockTool tool) {
    this.file = file;
    this.tool = tool;
  }

  /** Whether the file is there. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Adds or replaces a model's section; all others stay. The file keeps its time if it says so
   * already.
   *
   * @return the section
   * @throws AttributionException CORRUPT_LOCK, UNREADABLE_FILE, UNWRITABLE_FILE, and what reading
   *     the graph can bring
   */
  public LockSection write(CheckedModel model) {
    LockSection section = LockedModel.of(model);
    LockFile.read(file, tool.writing()).write(section);
    return section;
  }

  /**
   * Holds a model against its section.
   *
   * @param called what messages call what is locked
   * @throws AttributionException CORRUPT_LOCK, UNREADABLE_FILE, and what reading the graph can
   *     bring
   */
  public Held hold(CheckedModel model, String called) {
    LockSection found = LockedModel.of(model);
    Optional<LockSection> lock = LockFile.read(file, tool.writing()).section(found.type());
    if (lock.isEmpty()) {
      return new Held(lock, Optional.of(missing(found.type(), called)));
    }
    List<String> differences = new LockDifference(lock.get(), found).lines();
    return new Held(
        lock,
        differences.isEmpty()
            ? Optional.empty()
            : Optional.of(mismatch(model.declared().savedModel(), called, differences)));
  }

  private AttributionException missing(String section, String called) {
    String reason = exists() ? "has no section [" + section + "]" : "does not exist";
    return new AttributionException(ErrorCode.LOCK_MISSING, called, file, reason, tool.writing());
  }

  private AttributionException mismatch(
      String savedModel, String called, List<String> differences) {
    return new AttributionException(
        ErrorCode.LOCK_MISMATCH,
        savedModel,
        called,
        tool.writing(),
        file,
        "\n  " + String.join("\n  ", differences));
  }

  /**
   * What holding a model against its section showed.
   *
   * @param section what the file says; empty if it has no such section
   * @param problem LOCK_MISSING or LOCK_MISMATCH; empty if the model is the locked one
   */
  public record Held(Optional<LockSection> section, Optional<AttributionException> problem) {}
}
