package io.attributable.spark.internal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/**
 * A model's files on this machine: the directory itself where it lies here, else a private copy,
 * which goes when this is closed.
 *
 * @param path of the directory
 * @param hash of all files that were looked at
 * @param copied whether it is a copy
 */
record ModelFolder(Path path, String hash, boolean copied) implements AutoCloseable {

  /** Brings files here, and hashes them; those of the machine stay where they are. */
  static ModelFolder of(
      ModelFiles model, Predicate<ModelFiles.Entry> wanted, Configuration configuration)
      throws IOException {
    List<ModelFiles.Entry> files = model.files().stream().filter(wanted).toList();
    if (model.isLocal()) {
      ModelFiles part = new ModelFiles(model.name(), model.uri(), files);
      return new ModelFolder(model.localFolder(), ModelHash.of(part, configuration), false);
    }
    Path folder = newFolder();
    try {
      ModelHash hash = new ModelHash();
      for (ModelFiles.Entry file : files) {
        copy(model, file, folder, hash, configuration);
      }
      return new ModelFolder(folder, hash.value(), true);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static void copy(
      ModelFiles model,
      ModelFiles.Entry file,
      Path folder,
      ModelHash hash,
      Configuration configuration)
      throws IOException {
    Path target = folder.resolve(file.path()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("\"" + file.path() + "\" leads out of the model's directory");
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = model.open(file, configuration);
        OutputStream copy = Files.newOutputStream(target)) {
      hash.add(file, content, copy);
    }
  }

  /** Where the cluster's manager removes it with an executor that was killed. */
  private static Path newFolder() throws IOException {
    SparkEnv here = SparkEnv.get();
    boolean executor = here != null && !here.executorId().equals("driver");
    return executor
        ? Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "attributable-")
            .toRealPath()
        : Files.createTempDirectory("attributable-").toRealPath();
  }

  @Override
  public void close() {
    if (copied) {
      delete(path);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      folder.toFile().deleteOnExit(); // Somebody else was faster.
    }
  }
}
