package io.attributable.tensorflow.internal.stored;

import io.attributable.graph.stored.StoredPlan;
import io.attributable.tensorflow.internal.Log;
import io.attributable.tensorflow.internal.files.FileHashes;
import io.attributable.tensorflow.internal.identity.RunEnvironment;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that the plans of a model follow from: its files, how it is loaded, what makes plans, and the
 * processor whose kernels were tried for them. Immutable.
 */
public final class PlanFingerprint {
  /** How much of a hash stands in a file's name. */
  private static final int NAMED = 24;

  private final String model;
  private final String environment;

  private PlanFingerprint(String model, String environment) {
    this.model = model;
    this.environment = environment;
  }

  /**
   * What is known of one plan.
   *
   * @param name of its file: plans of a model begin alike
   * @param text all that it follows from
   */
  record Key(String name, String text) {}

  /**
   * Of a model in a directory.
   *
   * @return empty where plans follow from what cannot be told apart here, which is logged
   */
  public static Optional<PlanFingerprint> of(Path model, ModelOptions options) {
    if (!options.opLibraries().isEmpty()) {
      return unknown("ops of the model are those of libraries");
    }
    Optional<String> code = CodeVersion.of(RunEnvironment.version());
    return code.isEmpty()
        ? unknown("the library is no release, and its classes lie in no jar or folder")
        : Optional.of(of(FileHashes.graphAndCheckpoint(model), code.get(), options));
  }

  private static Optional<PlanFingerprint> unknown(String why) {
    Log.LOGGER.log(System.Logger.Level.WARNING, "No plans are kept in a directory: " + why);
    return Optional.empty();
  }

  private static PlanFingerprint of(String model, String code, ModelOptions options) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("code", code);
    parts.put("versions", RunEnvironment.versions());
    parts.put("machine", RunEnvironment.kernels());
    parts.put("weights", options.weights());
    parts.put("frozenLimitBytes", options.frozenLimitBytes());
    parts.put("loopLimit", options.loopLimit());
    parts.put("optimisations", options.optimisations().stream().sorted().toList());
    parts.put("precision", options.execution().precision());
    parts.put("deterministic", options.execution().deterministic());
    parts.put("state", options.execution().state());
    parts.put("config", FileHashes.of(options.config().toByteArray()));
    return new PlanFingerprint(model, lines(parts));
  }

  /**
   * Of a plan.
   *
   * @return empty if it follows from what is no plain value
   */
  Optional<Key> of(WantedPlan plan) {
    try {
      return Optional.of(key(plan, StoredPlan.bytes(plan.spec())));
    } catch (IllegalArgumentException e) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, "A plan is not kept in a directory", e);
      return Optional.empty();
    }
  }

  private Key key(WantedPlan plan, byte[] spec) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("model", model);
    parts.put("signature", plan.signature());
    parts.put("device", plan.device());
    parts.put("host", plan.host());
    parts.put("plan", FileHashes.of(spec));
    String text = environment + lines(parts);
    String all = FileHashes.of(text.getBytes(StandardCharsets.UTF_8));
    return new Key(shortened(model) + '-' + shortened(all), text);
  }

  private static String lines(Map<String, Object> parts) {
    StringBuilder lines = new StringBuilder();
    parts.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }

  private static String shortened(String hash) {
    int start = hash.indexOf(':') + 1;
    return hash.substring(start, start + NAMED);
  }
}
