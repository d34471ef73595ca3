package io.attributable.evidence.drift;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.log.LogReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Holds the explanations of a log against those of a reference time: features are ranked by the
 * mean magnitude of their attributions, and rankings are compared by {@link Ndcg}, as in Amazon
 * SageMaker Clarify. Features are the elements of a layer's explained tensor. Models are told apart
 * by the hash of their weights; the reference is of all of them. Immutable; reads only.
 *
 * @param log the folder of the log
 * @param from when the reference begins
 * @param to when it ends, and the first window begins
 * @param window how long each window is
 * @param layer whose elements are the features; empty for the first of each record
 * @param threshold below which a window is an alarm, such as 0.9
 */
public record AttributionDrift(
    Path log, Instant from, Instant to, Duration window, Optional<String> layer, double threshold) {
  /** What SageMaker Clarify takes. */
  public static final double DEFAULT_THRESHOLD = 0.90;

  /** Checks times and threshold. */
  public AttributionDrift {
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(layer, "layer");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the reference ends at " + to + ", not after " + from);
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a window of " + window + " has no length");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("a threshold of NDCG is from 0 to 1, but is " + threshold);
    }
  }

  /**
   * Reads the log.
   *
   * @throws AttributionException EVIDENCE_LOG if it cannot be read, EVIDENCE_RECORD if the
   *     reference has no explanations whose attributions were kept
   */
  public DriftReport run() {
    Collected collected = new Collected(this);
    LogReader.records(
        log,
        logged -> {
          try {
            collected.add(logged.record());
          } catch (DateTimeException | IllegalArgumentException | ClassCastException e) {
            throw new AttributionException(
                    ErrorCode.EVIDENCE_RECORD,
                    "#" + logged.number(),
                    "it is not as a recorder makes it (" + e.getMessage() + ")",
                    "See what was changed with: ./attributable audit " + log)
                .causedBy(e);
          }
        });
    return collected.report();
  }

  /** What was read so far. */
  private static final class Collected {
    private final AttributionDrift wanted;
    private final FeatureWeights reference = new FeatureWeights();
    private final Map<Long, Map<String, FeatureWeights>> windows = new TreeMap<>();
    private String name;
    private long skipped;

    Collected(AttributionDrift wanted) {
      this.wanted = wanted;
      this.name = wanted.layer.orElse("");
    }

    void add(EvidenceRecord record) {
      Instant time = Instant.parse(record.time());
      int layer = layer(record);
      if (time.isBefore(wanted.from) || layer < 0) {
        return;
      }
      FeatureWeights weights = weights(record, time);
      int examples = record.body().path("examples").asInt();
      for (int i = 0; i < examples; i++) {
        Optional<double[]> row =
            record.value("example/" + i + "/attributions/0").flatMap(rows -> row(rows, layer));
        skipped += row.isPresent() && weights.add(row.get()) ? 0 : 1;
      }
    }

    /** The layer's position in the record; −1 where it was not explained. */
    private int layer(EvidenceRecord record) {
      JsonNode layers = record.body().path("results").path(0).path("layers");
      for (int i = 0; i < layers.size(); i++) {
        String found = layers.path(i).path("layer").asText();
        if (name.isEmpty()) {
          name = found;
        }
        if (found.equals(name)) {
          return i;
        }
      }
      return -1;
    }

    private FeatureWeights weights(EvidenceRecord record, Instant time) {
      if (time.isBefore(wanted.to)) {
        return reference;
      }
      long number = Duration.between(wanted.to, time).dividedBy(wanted.window);
      String model = record.body().path("model").path("weights").asText();
      return windows
          .computeIfAbsent(number, none -> new TreeMap<>())
          .computeIfAbsent(model, none -> new FeatureWeights());
    }

    private static Optional<double[]> row(JsonNode rows, int layer) {
      for (JsonNode row : rows) {
        if (row.path("layer").asInt() == layer) {
          return Optional.of(doubles(ArrayJson.read(row.path("values"))));
        }
      }
      return Optional.empty();
    }

    private static double[] doubles(NdArray<?> array) {
      double[] values = new double[Math.toIntExact(array.size())];
      int at = 0;
      for (NdArray<?> scalar : array.scalars()) {
        values[at++] =
            scalar instanceof FloatNdArray single
                ? single.getFloat()
                : ((DoubleNdArray) scalar).getDouble();
      }
      return values;
    }

    DriftReport report() {
      if (reference.count() == 0) {
        throw new AttributionException(
            ErrorCode.EVIDENCE_RECORD,
            "of the reference " + wanted.from + ".." + wanted.to,
            "it has no explanations%s whose attributions were kept"
                .formatted(name.isEmpty() ? "" : " of layer \"" + name + "\""),
            "Name a time that has some.");
      }
      List<DriftWindow> found = new ArrayList<>();
      windows.forEach((number, models) -> models.forEach((m, w) -> add(found, number, m, w)));
      return new DriftReport(name, wanted.threshold, reference.count(), found, skipped);
    }

    private void add(List<DriftWindow> found, long number, String model, FeatureWeights weights) {
      if (weights.count() == 0) {
        return;
      }
      if (weights.features() != reference.features()) {
        skipped += weights.count();
        return;
      }
      double ndcg = Ndcg.of(reference.means(), weights.means());
      Instant start = wanted.to.plus(wanted.window.multipliedBy(number));
      found.add(
          new DriftWindow(
              start,
              start.plus(wanted.window),
              model,
              weights.count(),
              ndcg,
              ndcg < wanted.threshold));
    }
  }
}
