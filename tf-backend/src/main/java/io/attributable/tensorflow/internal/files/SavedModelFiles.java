package io.attributable.tensorflow.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a SavedModel in a directory (tensorflow/cc/saved_model/constants.h;
 * tensorflow/core/util/tensor_bundle/naming.cc).
 *
 * @param directory of the model
 */
public record SavedModelFiles(Path directory) {
  /** The graphs. */
  public static final String GRAPH = "saved_model.pb";

  /** Hashes of the graph file's content; no loader needs them. */
  static final String FINGERPRINT = "fingerprint.pb";

  /** The folder of the checkpoint. */
  static final String VARIABLES = "variables";

  /** The folder of vocabularies and other files that a graph reads. */
  static final String ASSETS = "assets";

  /** The checkpoint's table of contents. */
  static final String INDEX = VARIABLES + "/variables.index";

  private static final Pattern SHARD =
      Pattern.compile(VARIABLES + "/variables\\.data-\\d{5}-of-(\\d{5})");

  /** A part of the checkpoint. */
  static String shard(int number, int count) {
    return VARIABLES + "/variables.data-%05d-of-%05d".formatted(number, count);
  }

  /** A file that the graph reads. */
  static String asset(String name) {
    return ASSETS + "/" + name;
  }

  /** The path of an asset. */
  public Path assetPath(String name) {
    return directory.resolve(asset(name));
  }

  /** The prefix of all files of the checkpoint, the argument of restore ops. */
  public Path checkpoint() {
    return directory.resolve(VARIABLES).resolve("variables");
  }

  /** The checkpoint's table of contents. */
  public Path checkpointIndex() {
    return directory.resolve(INDEX);
  }

  /** Whether there is a checkpoint. */
  public boolean hasCheckpoint() {
    return Files.isRegularFile(directory.resolve(INDEX));
  }

  /** The first file of the checkpoint that is not there, of those that the others promise. */
  public Optional<String> missingOfCheckpoint() {
    if (!hasCheckpoint()) {
      return Optional.of(INDEX);
    }
    List<String> files = variables();
    int shards = Math.max(1, files.stream().mapToInt(SavedModelFiles::shards).max().orElse(0));
    return IntStream.range(0, shards)
        .mapToObj(number -> shard(number, shards))
        .filter(file -> !files.contains(file))
        .findFirst();
  }

  /** Of how many files this is one; 0 for others. */
  private static int shards(String file) {
    Matcher shard = SHARD.matcher(file);
    return shard.matches() ? Integer.parseInt(shard.group(1)) : 0;
  }

  private List<String> variables() {
    try (Stream<Path> files = Files.list(directory.resolve(VARIABLES))) {
      return files.map(file -> VARIABLES + "/" + file.getFileName()).toList();
    } catch (IOException e) {
      return List.of(); // It was there a moment ago: none of its files can be read now.
    }
  }
}
