package io.attributable.tensorflow.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Folders for copies of models, readable by this user only. All are in one folder of this JVM, with
 * a name that cannot be guessed, and are deleted when the JVM ends.
 *
 * <p>A killed JVM leaves its folder behind. So it holds a lock there, which ends with the process,
 * and the next JVM that needs a folder removes those of the same user whose lock is free. The
 * process id in the name excludes the JVM's own: closing a file ends the process's locks on it
 * (POSIX fcntl), even those that another class loader's copy of this class took.
 */
final class PrivateFolders {
  private static final String PREFIX = "attributable-";
  private static final String LOCK = "lock";

  /** What is younger may not be locked yet. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private static @Nullable PrivateFolders ofThisJvm;

  private final Path root;

  @SuppressWarnings("UnusedVariable") // Held until the process ends.
  private final FileLock lock;

  private PrivateFolders(Path root, FileLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /** A new, empty folder. */
  static synchronized Path create() throws IOException {
    PrivateFolders known = ofThisJvm;
    if (known == null || !Files.isDirectory(known.root, LinkOption.NOFOLLOW_LINKS)) {
      known = open();
      ofThisJvm = known;
    }
    return Files.createTempDirectory(known.root, "model");
  }

  private static PrivateFolders open() throws IOException {
    // Made with permissions 700 where there are such.
    Path root = Files.createTempDirectory(own());
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Directories.delete(root), "attributable-private-folders"));
    PrivateFolders opened = new PrivateFolders(root, channel.lock());
    sweep(root);
    return opened;
  }

  private static String own() {
    return PREFIX + ProcessHandle.current().pid() + "-";
  }

  /** Removes leftovers of killed JVMs next to a folder, as far as possible. */
  static void sweep(Path beside) {
    Path parent = beside.getParent();
    if (parent == null) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path folder : folders) {
        if (!folder.getFileName().toString().startsWith(own()) && isAbandoned(folder, beside)) {
          Directories.delete(folder);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Another user's temporary folder, perhaps: nothing that would keep a model from being read.
    }
  }

  private static boolean isAbandoned(Path folder, Path beside) {
    Path file = folder.resolve(LOCK);
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder).equals(Files.getOwner(beside))
          || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(SETTLED))) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock free = channel.tryLock()) {
        return free != null;
      }
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
