package io.attributable.evidence.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps others from writing to the same log, in this process and in others of this machine. */
final class LogLock implements AutoCloseable {
  private final FileChannel channel;

  private LogLock(FileChannel channel) {
    this.channel = channel;
  }

  static LogLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(Segments.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        return new LogLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw Segments.unusable(folder, String.valueOf(e), "Name a folder that can be written to.")
          .causedBy(e);
    }
    throw Segments.unusable(
        folder,
        "another writer has it open",
        "Close that one first, or give each process a log of its own.");
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The file stays: a name that comes and goes would let two writers lock two files. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // The lock ends with the process at the latest.
    }
  }
}
