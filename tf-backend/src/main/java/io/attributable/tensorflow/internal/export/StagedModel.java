package io.attributable.tensorflow.internal.export;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.files.Directories;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.files.SavedModelCopy;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tensorflow.proto.MetaGraphDef;

/**
 * The destination of a changed copy of a model. The copy is written to a directory next to it and
 * moved there atomically, so that no reader sees an incomplete model.
 */
public final class StagedModel {
  private final ModelDirectory model;
  private final Path out;
  private final boolean replacing;

  public StagedModel(ModelDirectory model, Path out, boolean replacing) {
    this.model = model;
    this.out = out.toAbsolutePath().normalize();
    this.replacing = replacing;
  }

  /**
   * Checks the destination before any work is done.
   *
   * @throws AttributionException EXPORT_REFUSED, UNWRITABLE_FILE
   */
  public void check() {
    if (!out.getFileSystem().equals(FileSystems.getDefault())) {
      throw refused(
          "it lies in a file system of its own (" + out.toUri() + ")",
          "Give a directory on disk, and copy it there afterwards.");
    }
    try {
      Path source = model.real().toRealPath();
      Path target = real(out);
      if (target.startsWith(source)) {
        throw refused("it lies in the model itself", "Give a directory outside of it.");
      }
      if (source.startsWith(target)) {
        throw refused("the model itself lies in it", "Give another directory.");
      }
      if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
        checkExisting();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void checkExisting() {
    if (!replacing) {
      throw refused(
          "it exists", "Give a new directory, or request that it is replaced (--replace).");
    }
    if (!Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(out.resolve(SavedModelFiles.GRAPH))) {
      throw refused("it exists and is no SavedModel", "Give a new directory.");
    }
  }

  /**
   * Writes the model with another graph.
   *
   * @throws AttributionException MODEL_TOO_LARGE, UNWRITABLE_FILE, EXPORT_REFUSED, MODEL_REPLACED
   */
  public void write(MetaGraphDef graph) {
    Path parent = out.getParent();
    if (parent == null) {
      throw refused("it is the root of a file system", "Give a directory below it.");
    }
    try {
      Files.createDirectories(parent);
      StagingDirectories hidden = new StagingDirectories(out);
      hidden.clean();
      try (StagingDirectories.Staging staging = hidden.begin()) {
        new SavedModelCopy(model.real()).copy(staging.directory(), graph);
        model.requireSame();
        moveIn(staging.directory());
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void moveIn(Path beside) throws IOException {
    if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    checkExisting();
    Path before = StagingDirectories.before(beside);
    Files.move(out, before, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(before, out, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    Directories.delete(before);
  }

  /** Where links lead, as far as there is anything yet. */
  private static Path real(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path parent = path.getParent();
    return parent == null ? path : real(parent).resolve(path.getFileName());
  }

  private AttributionException refused(String reason, String advice) {
    return new AttributionException(ErrorCode.EXPORT_REFUSED, model.name(), out, reason, advice);
  }

  private AttributionException unwritable(IOException cause) {
    return new AttributionException(ErrorCode.UNWRITABLE_FILE, out, cause).causedBy(cause);
  }
}
