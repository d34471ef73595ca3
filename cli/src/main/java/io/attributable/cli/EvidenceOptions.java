package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.Kept;
import io.attributable.evidence.RecordOptions;
import io.attributable.evidence.key.SigningKey;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.evidence.log.LogOptions;
import io.attributable.evidence.log.LogPosition;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether explanations are recorded, where, and what of them. */
final class EvidenceOptions {
  @Option(
      names = "--evidence",
      paramLabel = "LOG",
      description =
          "Appends a record of each explanation to the log in this folder, before the explanation"
              + " is given out.")
  private @Nullable Path folder;

  @Option(
      names = "--evidence-key",
      paramLabel = "FILE",
      description =
          "The private key that the log is signed with: a PEM file with Ed25519, ECDSA on P-256 or"
              + " RSA.")
  private @Nullable Path key;

  @Option(
      names = "--evidence-inputs",
      paramLabel = "[NAME=]values|hash|nothing",
      description =
          "What records keep of inputs, or of one of them: the values, a salted hash (default), or"
              + " nothing. Repeatable.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--evidence-attributions",
      paramLabel = "values|hash|nothing",
      description = "What records keep of attributions and outputs (default: values).")
  private @Nullable Kept attributions;

  @Option(
      names = "--evidence-field",
      paramLabel = "NAME=VALUE",
      description = "What to find the record by, such as the id of a decision. Repeatable.")
  private List<String> fields = new ArrayList<>();

  /**
   * Opens the log, if one is named.
   *
   * @throws AttributionException EVIDENCE_LOG, EVIDENCE_KEY
   */
  Optional<EvidenceLog> open() {
    Path named = folder;
    if (named == null) {
      return Optional.empty();
    }
    LogOptions options = LogOptions.defaults();
    Path signer = key;
    return Optional.of(
        EvidenceLog.open(named, signer == null ? options : options.sign(SigningKey.ofPem(signer))));
  }

  /** What records explanations of a model. */
  ExplanationRecorder recorder(AttributableModel model, EvidenceLog log) {
    Kept kept = attributions;
    RecordOptions options = RecordOptions.defaults();
    options = kept == null ? options : options.attributions(kept);
    for (String text : inputs) {
      int separator = text.lastIndexOf('=');
      Kept word = kept(text.substring(separator + 1));
      options =
          separator < 0 ? options.inputs(word) : options.input(text.substring(0, separator), word);
    }
    return ExplanationRecorder.of(model).to(log).with(options);
  }

  /**
   * Refuses inputs that no model has: they would be kept as if nothing had been said.
   *
   * @throws AttributionException USAGE
   */
  void requireInputs(List<AttributableModel> models) {
    Set<String> known = new TreeSet<>();
    for (AttributableModel model : models) {
      model.signatures().stream()
          .flatMap(signature -> signature.inputs().stream())
          .forEach(input -> known.add(input.name()));
    }
    for (String text : inputs) {
      String name = text.substring(0, Math.max(0, text.lastIndexOf('=')));
      if (!name.isEmpty() && !known.contains(name)) {
        throw usage(
            "--evidence-inputs names \"%s\", but inputs are %s"
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  private static Kept kept(String word) {
    for (Kept kept : Kept.values()) {
      if (kept.word().equals(word)) {
        return kept;
      }
    }
    throw usage("--evidence-inputs must be values, hash or nothing, but is \"" + word + "\"");
  }

  /** The fields that were given. */
  CallerFields fields() {
    CallerFields all = CallerFields.none();
    for (String text : fields) {
      int separator = text.indexOf('=');
      if (separator < 1) {
        throw usage("--evidence-field must be NAME=VALUE, but is \"" + text + "\"");
      }
      String name = text.substring(0, separator);
      if (name.equals(RecordedRun.ID)) {
        throw usage("--evidence-field names \"id\", which is the request's id in each record");
      }
      if (all.ofRecord().containsKey(name)) {
        throw usage("--evidence-field names \"" + name + "\" twice");
      }
      all = all.and(name, text.substring(separator + 1));
    }
    return all;
  }

  /** What is wrong with them. */
  Optional<String> problem() {
    inputs.forEach(text -> kept(text.substring(text.lastIndexOf('=') + 1)));
    boolean said = key != null || attributions != null || !inputs.isEmpty() || !fields.isEmpty();
    boolean alone = folder == null && said;
    return alone
        ? Optional.of("--evidence-… says how records are made, but no log is named with --evidence")
        : Optional.empty();
  }

  /** What is wrong with them where requests come later. */
  Optional<String> fieldsOfNoRequest() {
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of("--evidence-field is about one request, and a server has many");
  }

  /** Where the log ends, for who keeps that elsewhere. */
  void tell(Console console, EvidenceLog log) {
    LogPosition head = log.head();
    console.print("Evidence in %s: entry %d, %s".formatted(folder, head.number(), head.hash()));
  }

  private static AttributionException usage(String problem) {
    return new AttributionException(ErrorCode.USAGE, problem, "attributable explain");
  }
}
