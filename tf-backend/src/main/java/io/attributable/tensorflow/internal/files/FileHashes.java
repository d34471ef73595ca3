package io.attributable.tensorflow.internal.files;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of what TensorFlow reads of a SavedModel's directory. */
public final class FileHashes {
  private static final List<String> READ =
      List.of(SavedModelFiles.GRAPH, SavedModelFiles.VARIABLES, SavedModelFiles.ASSETS);
  private static final String MARK = "sha256:";
  private static final int BUFFER = 1 << 16;

  private FileHashes() {}

  /**
   * By path within the directory, with {@code /}, the hash of each file.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public static SortedMap<String, String> of(Path directory) {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (String part : READ) {
      Path root = directory.resolve(part);
      if (Files.exists(root)) {
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
          for (Path file : all.filter(Files::isRegularFile).toList()) {
            hashes.put(directory.relativize(file).toString().replace('\\', '/'), of(root, file));
          }
        } catch (IOException | UncheckedIOException e) {
          throw unreadable(root, e);
        }
      }
    }
    return hashes;
  }

  /** One hash of all that is no graph: the variables and assets, their paths and hashes. */
  public static String weights(SortedMap<String, String> files) {
    MessageDigest digest = Sha256.digest();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getKey().equals(SavedModelFiles.GRAPH)) {
        String line = file.getKey() + '\n' + file.getValue() + '\n';
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return MARK + HexFormat.of().formatHex(digest.digest());
  }

  /** One hash of graph and checkpoint, whose table has the checksums of all values. */
  public static String graphAndCheckpoint(Path directory) {
    StringBuilder hashes = new StringBuilder();
    for (String name : List.of(SavedModelFiles.GRAPH, SavedModelFiles.INDEX)) {
      Path file = directory.resolve(name);
      hashes.append(Files.exists(file) ? of(directory, file) : "").append('\n');
    }
    return of(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of some bytes. */
  public static String of(byte[] bytes) {
    return MARK + HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }

  private static String of(Path root, Path file) {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream stream = Files.newInputStream(file)) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return MARK + HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  private static AttributionException unreadable(Path file, Exception e) {
    return new AttributionException(
            ErrorCode.UNREADABLE_FILE, file, "a SavedModel", String.valueOf(e))
        .causedBy(e);
  }
}
