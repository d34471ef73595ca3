package io.attributable.evidence.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Target;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.Kept;
import io.attributable.evidence.RecordOptions;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.evidence.log.LogOptions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

class AttributionDriftTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final NdArray<?> IMAGES =
      Fixtures.array(Fixtures.root().resolve("digits/images.npy"));

  @TempDir private Path log;

  /** scikit-learn's numbers: see tools/comparison. */
  @Test
  void ndcgIsThatOfScikitLearn() throws IOException {
    JsonNode rankings =
        new ObjectMapper()
            .readTree(Fixtures.root().resolve("comparison/metrics.json").toFile())
            .path("rankings");
    assertThat(rankings).hasSize(9);
    for (JsonNode ranking : rankings) {
      double found = Ndcg.of(vector(ranking.path("reference")), vector(ranking.path("window")));
      assertThat(found).isCloseTo(ranking.path("ndcg").doubleValue(), within(1e-12));
    }
  }

  private static double[] vector(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static void explain(
      AttributableModel model, EvidenceLog open, int day, int from, Target target, Kept kept) {
    Clock clock = Clock.fixed(START.plus(Duration.ofDays(day)), ZoneOffset.UTC);
    ExplanationRecorder.of(open)
        .with(RecordOptions.defaults().clock(clock).attributions(kept))
        .attribute(
            LayerAttribution.on(model)
                .layers("features")
                .input("image", IMAGES.slice(Indices.range(from, from + 4)))
                .target(target),
            CallerFields.none());
  }

  private AttributionDrift drift(int from, int to) {
    return new AttributionDrift(
        log,
        START.plus(Duration.ofDays(from)),
        START.plus(Duration.ofDays(to)),
        Duration.ofDays(1),
        Optional.empty(),
        AttributionDrift.DEFAULT_THRESHOLD);
  }

  @Test
  void windowsAreHeldAgainstTheReferenceByModel() {
    Path retrained = Fixtures.root().resolve("comparison/retrained");
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"));
        AttributableModel other = AttributableModel.load(retrained);
        EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults().syncEvery(0))) {
      explain(model, open, 0, 0, Target.of(1), Kept.VALUES);
      explain(model, open, 1, 0, Target.of(1), Kept.VALUES);
      explain(other, open, 1, 0, Target.of(1), Kept.VALUES);
      explain(model, open, 3, 8, Target.of(8), Kept.VALUES);
      explain(model, open, 3, 8, Target.of(8), Kept.HASH);
    }
    DriftReport report = drift(0, 1).run();
    assertThat(report.layer()).isEqualTo("features");
    assertThat(report.reference()).isEqualTo(4);
    assertThat(report.skipped()).isEqualTo(4);
    assertThat(report.windows()).hasSize(3);
    assertThat(report.windows()).extracting(DriftWindow::ndcg).contains(1.0);
    assertThat(report.windows().get(2).from()).isEqualTo(START.plus(Duration.ofDays(3)));
    assertThat(report.windows().get(2).ndcg()).isLessThan(0.9);
    assertThat(report.windows().get(2).alarm()).isTrue();
    assertThat(report.windows().stream().filter(w -> w.from().isBefore(START.plusSeconds(86_401))))
        .allMatch(w -> w.ndcg() > 0.9 && !w.alarm());
    assertThat(report.isAlarming()).isTrue();
  }

  @Test
  void aReferenceWithoutExplanationsIsRefused() {
    EvidenceLog.open(log, LogOptions.defaults()).close();
    assertThatThrownBy(() -> drift(0, 1).run())
        .hasMessageContaining("[EvidenceRecord] Record of the reference 2026-01-01T00:00:00Z..")
        .hasMessageContaining("it has no explanations");
    assertThatThrownBy(() -> drift(1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
