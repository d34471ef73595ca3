package io.attributable.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a file so that it is there whole, or as it was before: also where the process is killed,
 * the machine loses power, or the disk is full. The content goes into a file beside it, {@code
 * .attributable-….part}, is forced to the disk, and takes the name in one step. Safe for any number
 * of threads and processes: of several that write one file, the last wins.
 *
 * <p>What is no file, such as {@code /dev/stdout} or a pipe, is written as it is. A link is
 * followed: what it leads to is replaced.
 */
public final class WholeFile {
  private static final String PREFIX = ".attributable-";
  private static final String SUFFIX = ".part";

  private WholeFile() {}

  /** What a file holds. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @throws IOException if that fails; then the file stays as it was
     */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /** Writes a file, or replaces it. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, channel -> writeAll(channel, content));
  }

  /** Writes a file, or replaces it. */
  public static void write(Path file, Content content) throws IOException {
    forceFolder(replace(file, content));
  }

  /**
   * The same for a file that another one of its folder is written after: its name is on the disk no
   * later than that of the other one, so that the folder is forced once for both.
   */
  public static void writeBefore(Path file, Content content) throws IOException {
    replace(file, content);
  }

  private static Path replace(Path file, Content content) throws IOException {
    Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      writeInPlace(target, content);
      return target;
    }
    Path part = part(target);
    try {
      writePart(part, content);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return target;
  }

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  public static void create(Path file, byte[] content) throws IOException {
    Path part = part(file);
    try {
      writePart(part, channel -> writeAll(channel, content));
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      linkOrMove(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
    forceFolder(file);
  }

  /** A link fails where there is something by now; not every file system has links. */
  private static void linkOrMove(Path part, Path file) throws IOException {
    try {
      Files.createLink(file, part);
    } catch (UnsupportedOperationException e) {
      Files.move(part, file);
    }
  }

  /**
   * Removes what writers that were killed left in a folder. Only for folders in which nobody else
   * writes at the moment.
   */
  public static void sweep(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static Path part(Path file) {
    Path name = Objects.requireNonNull(file.getFileName(), "a root is no file");
    return file.resolveSibling(name.getFileSystem().getPath(PREFIX + UUID.randomUUID() + SUFFIX));
  }

  private static void writePart(Path part, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  private static void writeInPlace(Path target, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(target, Set.of(StandardOpenOption.WRITE))) {
      content.writeTo(channel);
    }
  }

  private static void writeAll(WritableByteChannel channel, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The new name is on the disk when its folder is; Windows has no such thing. */
  private static void forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(Objects.requireNonNull(folder))) {
      channel.force(true);
    } catch (IOException | RuntimeException e) {
      // The file is whole in any case.
    }
  }
}
