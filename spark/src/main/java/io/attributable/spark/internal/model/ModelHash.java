package io.attributable.spark.internal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;

/** The hash of a model's files, their paths, lengths and contents: SHA-256. Not thread-safe. */
final class ModelHash {
  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest = sha256();
  private final byte[] chunk = new byte[CHUNK];

  /** Reads all files. */
  static String of(ModelFiles model, Configuration configuration) throws IOException {
    ModelHash hash = new ModelHash();
    for (ModelFiles.Entry file : model.files()) {
      try (InputStream content = model.open(file, configuration)) {
        hash.add(file, content, OutputStream.nullOutputStream());
      }
    }
    return hash.value();
  }

  /** Adds a file, and hands its bytes on. */
  void add(ModelFiles.Entry file, InputStream content, OutputStream copy) throws IOException {
    byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(path.length).flip());
    digest.update(path);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(file.length()).flip());
    for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
      digest.update(chunk, 0, read);
      copy.write(chunk, 0, read);
    }
  }

  /** The hash of what was added. */
  String value() {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
