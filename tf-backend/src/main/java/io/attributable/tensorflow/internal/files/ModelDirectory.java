package io.attributable.tensorflow.internal.files;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A SavedModel's directory, read here and by TensorFlow, which both must see the same model.
 * TensorFlow takes a path of the default file system. Files elsewhere are copied into a private
 * folder first; others are named by their real path, absolute and without links: links may change,
 * and a relative path differs in a JVM that was started with another {@code user.dir}.
 */
public final class ModelDirectory implements AutoCloseable {
  private final String name;
  private final Path given;
  private final Path real;
  private final DirectorySnapshot stamp;
  private final Runnable release;

  private ModelDirectory(String name, Path given, Path real, Runnable release) {
    this.name = name;
    this.given = given;
    this.real = real;
    this.release = release;
    this.stamp = DirectorySnapshot.of(real);
  }

  /**
   * The directory that a user named.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL, UNREADABLE_FILE
   */
  public static ModelDirectory of(Path given) {
    return of(SavedModelFile.name(given), given);
  }

  /** The same under the user's name. */
  public static ModelDirectory of(String name, Path given) {
    SavedModelFile.require(name, given);
    if (!given.getFileSystem().equals(FileSystems.getDefault())) {
      return copy(name, given, new PathFiles(given));
    }
    try {
      Path real = given.toRealPath();
      InsideLinks.require(name, real);
      return NativePath.canName(real)
          ? new ModelDirectory(name, given, real, () -> {})
          : link(name, given, real);
    } catch (IOException e) {
      throw new AttributionException(ErrorCode.CORRUPT_MODEL, name, e).causedBy(e);
    }
  }

  /**
   * A model that is no directory of this machine.
   *
   * @param name what messages call it
   */
  static ModelDirectory copyOf(String name, ModelFiles files) {
    SharedModelCopies.Copy copy = copied(name, files);
    return new ModelDirectory(name, copy.folder(), copy.folder(), copy::close);
  }

  private static ModelDirectory copy(String name, Path given, ModelFiles files) {
    SharedModelCopies.Copy copy = copied(name, files);
    return new ModelDirectory(name, given, copy.folder(), copy::close);
  }

  private static SharedModelCopies.Copy copied(String name, ModelFiles files) {
    try {
      return SharedModelCopies.of(files);
    } catch (IOException e) {
      String problem = "it could not be copied to the folder of java.io.tmpdir (" + e + ")";
      throw new AttributionException(ErrorCode.UNREADABLE_FILE, name, "a SavedModel", problem)
          .causedBy(e);
    }
  }

  /** An alias for a directory whose own name cannot be passed to TensorFlow. */
  private static ModelDirectory link(String name, Path given, Path real) throws IOException {
    Path folder = PrivateFolders.create();
    Runnable release = () -> Directories.delete(folder);
    try {
      Path link = Files.createSymbolicLink(folder.resolve("model"), real);
      return new ModelDirectory(name, given, link, release);
    } catch (IOException | UnsupportedOperationException e) {
      // Windows makes links for administrators only.
      release.run();
      return copy(name, given, new PathFiles(real));
    }
  }

  /** The directory as the user gave it; of what was copied from elsewhere, the copy. */
  public Path given() {
    return given;
  }

  /** The path on the default file system. */
  public Path real() {
    return real;
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /**
   * Reads the graph.
   *
   * @throws AttributionException as {@link SavedModelFile#read(String, Path)}
   */
  public SavedModelFile read() {
    return SavedModelFile.read(name, real);
  }

  /**
   * Fails if the files are not those that were there at first.
   *
   * @throws AttributionException MODEL_REPLACED
   */
  public void requireSame() {
    stamp
        .difference(DirectorySnapshot.of(real))
        .ifPresent(
            change -> {
              throw new AttributionException(ErrorCode.MODEL_REPLACED, name, change);
            });
  }

  @Override
  public void close() {
    release.run();
  }
}
