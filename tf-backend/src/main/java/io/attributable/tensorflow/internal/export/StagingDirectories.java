package io.attributable.tensorflow.internal.export;

import io.attributable.tensorflow.internal.files.Directories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hidden directories next to a destination, in which models are written. Each has a file that is
 * locked during writing, so that leftovers of killed processes can be distinguished from
 * directories in use.
 */
final class StagingDirectories {
  private static final String LOCK = ".lock";
  private static final String BEFORE = ".before";

  private final Path out;
  private final Pattern names;

  StagingDirectories(Path out) {
    this.out = out;
    this.names =
        Pattern.compile(
            "\\." + Pattern.quote(String.valueOf(out.getFileName())) + "\\.[0-9a-f-]{36}");
  }

  /** Where the replaced model is kept until the new one is moved to the destination. */
  static Path before(Path directory) {
    return directory.resolveSibling(directory.getFileName() + BEFORE);
  }

  /**
   * A directory to write into, which is deleted when closed unless it was moved.
   *
   * @param lock held until then
   */
  record Staging(Path directory, FileChannel lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Directories.delete(directory);
      lock.close();
      Files.deleteIfExists(lockOf(directory));
    }
  }

  /** Begins to write. */
  Staging begin() throws IOException {
    Path directory = out.resolveSibling("." + out.getFileName() + "." + UUID.randomUUID());
    FileChannel lock =
        FileChannel.open(
            lockOf(directory), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    return new Staging(directory, lock);
  }

  /**
   * Removes leftovers of killed processes. A model that was moved aside without a new one at the
   * destination is moved back.
   */
  void clean() throws IOException {
    for (Path directory : left()) {
      FileChannel lock = abandoned(directory);
      if (lock != null) {
        Path before = before(directory);
        if (Files.isDirectory(before) && !Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(before, out, StandardCopyOption.ATOMIC_MOVE);
        }
        Directories.delete(before);
        new Staging(directory, lock).close();
      }
    }
  }

  /** The unfinished directories, found by their locks. */
  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(out.resolveSibling("").toAbsolutePath())) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(LOCK))
          .map(name -> name.substring(0, name.length() - LOCK.length()))
          .filter(name -> names.matcher(name).matches())
          .map(out::resolveSibling)
          .toList();
    }
  }

  /** The lock of a directory without a writer; null if it is in use. */
  private static @Nullable FileChannel abandoned(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(lockOf(directory), StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // Held in this very process.
    }
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static Path lockOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + LOCK);
  }
}
