package io.attributable.tensorflow.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Copies of models that TensorFlow cannot read directly. Models with the same content share one
 * copy, which is deleted with the last of them. Shared only while it is unchanged: other programs
 * may clean a temporary folder.
 */
final class SharedModelCopies {
  private static final Map<String, Copy> BY_HASH = new HashMap<>();

  private SharedModelCopies() {}

  /** A copy on disk, until closed. */
  static final class Copy implements AutoCloseable {
    private final Path folder;
    private final String hash;
    private int users = 1;

    private Copy(Path folder, String hash) {
      this.folder = folder;
      this.hash = hash;
    }

    Path folder() {
      return folder;
    }

    @Override
    public void close() {
      synchronized (BY_HASH) {
        users--;
        if (users == 0) {
          BY_HASH.remove(hash, this);
          Directories.delete(folder);
        }
      }
    }
  }

  /** A copy of some files. */
  static Copy of(ModelFiles files) throws IOException {
    synchronized (BY_HASH) {
      Copy shared = BY_HASH.isEmpty() ? null : BY_HASH.get(hash(files));
      if (shared != null && hash(new PathFiles(shared.folder)).equals(shared.hash)) {
        shared.users++;
        return shared;
      }
      Path folder = PrivateFolders.create();
      try {
        Copy copy = new Copy(folder, copy(files, folder));
        BY_HASH.put(copy.hash, copy);
        return copy;
      } catch (IOException | RuntimeException | Error e) {
        Directories.delete(folder);
        throw e;
      }
    }
  }

  private static String copy(ModelFiles files, Path folder) throws IOException {
    MessageDigest hash = Sha256.digest();
    for (String name : files.names()) {
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException("the name of file \"" + name + "\" leads out of the model");
      }
      Files.createDirectories(file.getParent());
      try (OutputStream target = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        add(files, name, target, hash);
      }
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static String hash(ModelFiles files) throws IOException {
    MessageDigest hash = Sha256.digest();
    for (String name : files.names()) {
      add(files, name, OutputStream.nullOutputStream(), hash);
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static void add(ModelFiles files, String name, OutputStream target, MessageDigest hash)
      throws IOException {
    hash.update((name + '\0').getBytes(StandardCharsets.UTF_8));
    try (InputStream content = files.open(name)) {
      long size = content.transferTo(new DigestOutputStream(target, hash));
      hash.update(("\0" + size + '\0').getBytes(StandardCharsets.UTF_8));
    }
  }
}
