package io.attributable.spark.internal.model;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of a model's directory in a file system of Hadoop's. Immutable; travels to executors.
 *
 * @param name the directory as a user wrote it
 * @param uri where it lies, the same from everywhere
 * @param files all of them, by their paths
 */
public record ModelFiles(String name, String uri, List<Entry> files) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A file.
   *
   * @param path within the directory, with {@code /}
   * @param length in bytes
   * @param modified in milliseconds, as the file system has it
   */
  public record Entry(String path, long length, long modified) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Lists a directory.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, UNREADABLE_FILE
   */
  public static ModelFiles list(String name, Configuration configuration) {
    try {
      Path path = new Path(name);
      FileSystem system = path.getFileSystem(configuration);
      Path root = system.makeQualified(path);
      FileStatus status = system.getFileStatus(root);
      if (!status.isDirectory()) {
        throw new AttributionException(ErrorCode.NOT_A_SAVED_MODEL, name, "it is no directory");
      }
      return new ModelFiles(name, root.toUri().toString(), entries(system, status.getPath()));
    } catch (FileNotFoundException e) {
      throw notFound(name, String.valueOf(e.getMessage())).causedBy(e);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(name, e);
    }
  }

  private static List<Entry> entries(FileSystem system, Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = system.listFiles(root, true);
    while (found.hasNext()) {
      LocatedFileStatus file = found.next();
      String path = root.toUri().relativize(file.getPath().toUri()).getPath();
      entries.add(new Entry(path, file.getLen(), file.getModificationTime()));
    }
    entries.sort(Comparator.comparing(Entry::path));
    return List.copyOf(entries);
  }

  /** Whether it lies on this machine's own disks, where it need not be copied. */
  public boolean isLocal() {
    return uri.startsWith("file:");
  }

  /** The directory on this machine, if {@link #isLocal()}. */
  public java.nio.file.Path localFolder() {
    return java.nio.file.Path.of(new Path(uri).toUri().getPath());
  }

  /** The bytes of a file. */
  InputStream open(Entry file, Configuration configuration) throws IOException {
    Path path = new Path(new Path(uri), file.path());
    return path.getFileSystem(configuration).open(path);
  }

  static AttributionException notFound(String name, Object looked) {
    return new AttributionException(
        ErrorCode.MODEL_NOT_FOUND,
        name,
        looked,
        "Give the directory that holds saved_model.pb, with its file system, such as hdfs://…");
  }

  static AttributionException unreadable(String name, Exception e) {
    return new AttributionException(ErrorCode.UNREADABLE_FILE, name, "a SavedModel", e).causedBy(e);
  }
}
