package io.attributable.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that one writer has for itself, among all processes of the machine, until it is closed
 * or the process ends, however it does. Held by a lock on a small file in it, {@code
 * .attributable-run}, which stays, and says in one line what was written there last. Not
 * thread-safe.
 */
public final class HeldFolder implements AutoCloseable {
  /** The file's name. */
  public static final String NAME = ".attributable-run";

  private static final int LONGEST = 1 << 12;

  /**
   * Those of this JVM: to open a file once more and close it would end the process's lock (POSIX
   * fcntl).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final Path held;

  private HeldFolder(FileChannel channel, Path held) {
    this.channel = channel;
    this.held = held;
  }

  /**
   * Makes the folder if it is not there, and takes it.
   *
   * @return empty if somebody else has it
   */
  public static Optional<HeldFolder> take(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    Optional<HeldFolder> taken = Optional.empty();
    try {
      taken = lock(real);
      return taken;
    } finally {
      if (taken.isEmpty()) {
        HELD.remove(real);
      }
    }
  }

  private static Optional<HeldFolder> lock(Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(
            real.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by another class loader's copy of this class.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new HeldFolder(channel, real)) : Optional.empty();
  }

  /** What was written there last; empty if nothing was, or if it was cut short. */
  public String mark() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // The channel gives as much as it likes.
    }
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    return text.endsWith("\n") ? text.strip() : "";
  }

  /** Says what is written there now. */
  public void mark(String line) throws IOException {
    channel.truncate(0);
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    HELD.remove(held);
    channel.close();
  }
}
