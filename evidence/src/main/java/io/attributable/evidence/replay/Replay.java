package io.attributable.evidence.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.NonNull;
import io.attributable.Target;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.Kept;
import io.attributable.evidence.RecordOptions;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.IdentityJson;
import io.attributable.evidence.replay.ReplayReport.Condition;
import io.attributable.evidence.replay.ReplayReport.Difference;
import io.attributable.evidence.replay.ReplayReport.Verdict;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/**
 * Computes a record once more, and says whether the numbers are the same, bit for bit, or what is
 * not as it was and by how much they differ.
 *
 * <pre>{@code
 * EvidenceRecord record = LogReader.record(Path.of("evidence"), 7).orElseThrow();
 * try (AttributableModel model = AttributableModel.load(directory, RecordedOptions.of(record))) {
 *   ReplayReport report = Replay.of(record).on(model);
 * }
 * }</pre>
 *
 * <p>Immutable, safe for any number of threads.
 */
public final class Replay {
  private final EvidenceRecord record;
  private final Map<String, NdArray<?>> inputs;
  private final Map<String, NdArray<?>> baselines;

  private Replay(
      EvidenceRecord record, Map<String, NdArray<?>> inputs, Map<String, NdArray<?>> baselines) {
    this.record = record;
    this.inputs = inputs;
    this.baselines = baselines;
  }

  /** Replays a record. */
  public static Replay of(EvidenceRecord record) {
    return new Replay(Objects.requireNonNull(record, "record"), Map.of(), Map.of());
  }

  /** Inputs, by name, of which the record has only hashes; they are held against these first. */
  public Replay inputs(Map<String, NdArray<?>> arrays) {
    NonNull.all(arrays, "arrays");
    return new Replay(record, new LinkedHashMap<>(arrays), baselines);
  }

  /** Baselines, by name, of which the record has only hashes. */
  public Replay baselines(Map<String, NdArray<?>> arrays) {
    NonNull.all(arrays, "arrays");
    return new Replay(record, inputs, new LinkedHashMap<>(arrays));
  }

  /**
   * What of a model and its surroundings is not as it was, without computing anything.
   *
   * @throws AttributionException as {@link AttributableModel#identity}; of a model that has no such
   *     signature, UNKNOWN_SIGNATURE
   */
  public List<Condition> conditions(AttributableModel model) {
    ObjectNode now = CanonicalJson.MAPPER.createObjectNode();
    String signature = record.body().path("model").path("signature").asText();
    IdentityJson.put(now, model.identity(signature));
    return ConditionCheck.of(record.body(), now);
  }

  /**
   * Computes the record with a model, which may be another one: then the report says so.
   *
   * @throws AttributionException EVIDENCE_INPUT where an input is not the one that was explained;
   *     EVIDENCE_RECORD where an input is not there, or numbers of the record were changed; and as
   *     {@link AttributableModel#attribute}
   */
  public ReplayReport on(AttributableModel model) {
    Objects.requireNonNull(model, "model");
    RecordedInputs known = new RecordedInputs(record, inputs);
    Map<String, NdArray<?>> arrays = known.read();
    RecordedRequest asked = new RecordedRequest(record);
    AttributionRequest read = asked.read(baselines);
    AttributionRequest request = read.withExamples(arrays, read.target(), read.gradientWeights());
    return compared(again(model, request, asked.targets()), known);
  }

  private static EvidenceRecord again(
      AttributableModel model, AttributionRequest request, List<Target> targets) {
    ExplanationRecorder recorder =
        ExplanationRecorder.of(model)
            .with(RecordOptions.defaults().attributions(Kept.VALUES).inputs(Kept.NOTHING));
    return targets.size() == 1
        ? recorder.attribute(request, CallerFields.none()).record()
        : recorder.attributeTargets(request, targets, CallerFields.none()).record();
  }

  private ReplayReport compared(EvidenceRecord now, RecordedInputs known) {
    List<Difference> differences = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    known.absent().forEach(i -> notes.add("Example " + i + " is left out: its inputs are gone"));
    known
        .unchecked()
        .forEach(name -> notes.add("Nothing was kept of input \"" + name + "\" to check it by"));
    int compared = 0;
    int equal = 0;
    for (String path : paths()) {
      if (known.absent().stream().anyMatch(i -> path.startsWith("example/" + i + "/"))) {
        continue;
      }
      JsonNode value = now.value(path).orElseGet(CanonicalJson.MAPPER::createArrayNode);
      Optional<Boolean> same = record.matches(path, value);
      if (same.isEmpty()) {
        notes.add("Part \"" + path + "\" was redacted");
        continue;
      }
      requireUnchanged(path);
      compared++;
      if (same.get()) {
        equal++;
      } else {
        differences.addAll(differences(path, value));
      }
    }
    return new ReplayReport(
        record.id(),
        verdict(compared, equal),
        compared,
        equal,
        ConditionCheck.of(record.body(), now.body()),
        differences,
        notes);
  }

  /** Numbers that come out again are no proof of others that stand in the record now. */
  private void requireUnchanged(String path) {
    boolean unchanged = record.value(path).flatMap(kept -> record.matches(path, kept)).orElse(true);
    if (!unchanged) {
      throw new AttributionException(
          ErrorCode.EVIDENCE_RECORD,
          record.id(),
          "part \"" + path + "\" is not what the record was made with",
          "See what was changed with: ./attributable audit LOG");
    }
  }

  private static Verdict verdict(int compared, int equal) {
    if (compared == 0) {
      return Verdict.NOTHING_TO_COMPARE;
    }
    return compared == equal ? Verdict.EXACT : Verdict.DIFFERS;
  }

  private List<Difference> differences(String path, JsonNode now) {
    return record
        .value(path)
        .map(
            recorded ->
                PartComparison.of(path, CanonicalJson.normal(recorded), CanonicalJson.normal(now)))
        .orElseGet(() -> List.of(new Difference(path, "only a hash was kept", null)));
  }

  /** The parts that are computed. */
  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    ((ObjectNode) record.body().path("commitments"))
        .fieldNames()
        .forEachRemaining(
            path -> {
              if (path.contains("attributions/") || path.contains("/outcome/")) {
                paths.add(path);
              }
            });
    return paths;
  }
}
