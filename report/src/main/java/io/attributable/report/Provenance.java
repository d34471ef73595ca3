package io.attributable.report;

import io.attributable.Reduction;
import io.attributable.model.SignatureDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a report comes from: all that is needed to ask again. Each call gives another one and
 * leaves this as it is. Immutable, safe for any number of threads.
 *
 * @param model the SavedModel, as requests name it
 * @param signature that was run, if it is known
 * @param output what targets pick from; empty for the signature's only output
 * @param reduction what was made of each attribution
 * @param fingerprint of the computation, such as {@code sha256:…}; empty where none was made
 * @param sources where values come from, as requests name it, by the names that they give inputs
 * @param versions of libraries, by their names
 * @param command the command line that made the report; empty where there was none
 */
public record Provenance(
    String model,
    Optional<SignatureDescription> signature,
    Optional<String> output,
    Reduction reduction,
    Optional<String> fingerprint,
    Map<String, List<String>> sources,
    Map<String, String> versions,
    Optional<String> command) {
  /** Keeps the order of the maps. */
  public Provenance {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(reduction, "reduction");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(command, "command");
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** Of a model, about which nothing else is known. */
  public static Provenance of(String model) {
    return new Provenance(
        model,
        Optional.empty(),
        Optional.empty(),
        Reduction.none(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  /** The signature that was run. */
  public Provenance signature(SignatureDescription run) {
    return new Provenance(
        model, Optional.of(run), output, reduction, fingerprint, sources, versions, command);
  }

  /** What targets pick from, as requests name it. */
  public Provenance output(String explained) {
    return new Provenance(
        model,
        signature,
        Optional.of(explained),
        reduction,
        fingerprint,
        sources,
        versions,
        command);
  }

  /** What was made of each attribution. */
  public Provenance reduction(Reduction made) {
    return new Provenance(model, signature, output, made, fingerprint, sources, versions, command);
  }

  /** The fingerprint of the computation. */
  public Provenance fingerprint(String hash) {
    return new Provenance(
        model, signature, output, reduction, Optional.of(hash), sources, versions, command);
  }

  /**
   * Where the values of an input come from, such as {@code cat.jpg}: a file per example, or one.
   */
  public Provenance source(String input, List<String> from) {
    return new Provenance(
        model,
        signature,
        output,
        reduction,
        fingerprint,
        with(sources, input, List.copyOf(from)),
        versions,
        command);
  }

  /** The version of a library. */
  public Provenance version(String library, String number) {
    return new Provenance(
        model,
        signature,
        output,
        reduction,
        fingerprint,
        sources,
        with(versions, library, number),
        command);
  }

  /** The command line that made the report. */
  public Provenance command(String line) {
    return new Provenance(
        model, signature, output, reduction, fingerprint, sources, versions, Optional.of(line));
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
