package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Tells runs of {@code explain --requests} apart: by the requests, the model's graph, the checksums
 * of its weights, its card, the options, and the version. Not by the files that requests name.
 */
final class RunIdentity {
  private static final Set<String> SAME_ANSWERS =
      Set.of("--out", "--resume", "--requests", "--verbose");

  /** Of the weights, the table has a checksum for each tensor. */
  private static final List<String> OF_MODEL =
      List.of("saved_model.pb", "variables/variables.index", "attributable.json");

  private final MessageDigest hash = sha256();

  private RunIdentity() {}

  /**
   * One line.
   *
   * @throws AttributionException UNREADABLE_FILE, MODEL_NOT_FOUND, NOT_A_SAVED_MODEL
   */
  static String of(Path requests, Path model, ParseResult written) {
    SavedModelFile.require(SavedModelFile.name(model), model);
    RunIdentity identity = new RunIdentity();
    identity.add(Version.own() + " " + Version.tensorflow());
    TreeMap<String, List<String>> options = new TreeMap<>();
    for (OptionSpec option : written.matchedOptions()) {
      if (!SAME_ANSWERS.contains(option.longestName())) {
        options.put(option.longestName(), option.originalStringValues());
      }
    }
    identity.add(options.toString());
    identity.add(requests);
    for (String file : OF_MODEL) {
      Path path = model.resolve(file);
      if (Files.isRegularFile(path)) {
        identity.add(path);
      }
    }
    return "explain " + HexFormat.of().formatHex(identity.hash.digest());
  }

  private void add(String text) {
    hash.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private void add(Path file) {
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), hash)) {
      add(Long.toString(content.transferTo(OutputStream.nullOutputStream())));
    } catch (IOException e) {
      throw new AttributionException(
              ErrorCode.UNREADABLE_FILE, file, "option --requests", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
