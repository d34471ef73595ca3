package io.attributable.evidence.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.Ablation;
import io.attributable.Activation;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.GradCam;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.KernelShap;
import io.attributable.Lrp;
import io.attributable.Occlusion;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.EvidencePart;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.Kept;
import io.attributable.evidence.RecordOptions;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.evidence.log.LogOptions;
import io.attributable.evidence.log.LogReader;
import io.attributable.evidence.replay.ReplayReport.Verdict;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

class ReplayTest {
  private static AttributableModel model;
  private static NdArray<?> images;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("digits"));
    images =
        Fixtures.array(Fixtures.root().resolve("digits/images.npy")).slice(Indices.range(0, 3));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LayerAttribution request() {
    return LayerAttribution.on(model).layers("conv2").input("image", images).target(Target.of(3));
  }

  private EvidenceRecord recorded(LayerAttribution request, Kept inputs, Kept attributions) {
    return recorded(request.request(), List.of(), inputs, attributions);
  }

  /** Through a log, so that all of it was written and read. */
  private EvidenceRecord recorded(
      AttributionRequest request, List<Target> targets, Kept inputs, Kept attributions) {
    Path log = folder.resolve("log");
    try (EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults().syncEvery(0))) {
      ExplanationRecorder recorder =
          ExplanationRecorder.of(model)
              .to(open)
              .with(RecordOptions.defaults().inputs(inputs).attributions(attributions));
      if (targets.isEmpty()) {
        recorder.attribute(request, CallerFields.none());
      } else {
        recorder.attributeTargets(request, targets, CallerFields.none());
      }
      return LogReader.record(log, open.head().number()).orElseThrow();
    }
  }

  @Test
  void reproducesAllKindsOfRequestsBitForBit() {
    NdArray<?> grey = images.get(1);
    List<LayerAttribution> requests =
        List.of(
            request(),
            request().target(Target.predicted()),
            request().target(Target.perExample(1, 2, 3)).gradientWeights(0.1, -0.0, 3),
            request().target(Target.slice("2:5")).reduce(Reduction.none().sumOverChannels()),
            request().method(new GradCam()),
            request().target(Target.none()).method(new Activation()),
            request().method(new Lrp()),
            request().method(new DeepLift(Baseline.of("image", grey))),
            request().method(new IntegratedGradients(Baseline.of("image", images), 7)),
            request().method(new IntegratedGradients(Baseline.blurred(1.5), 7)),
            request().smooth(Smoothing.smoothgrad(3, 0.1).withSeed(Long.MAX_VALUE)),
            LayerAttribution.on(model)
                .layers("input:image")
                .input("image", images)
                .target(Target.of(1))
                .method(new GradientShap(Baselines.of("image", images), 3, 5, false)),
            ofImage(
                images,
                new KernelShap(
                    Baseline.of(0.25), new FeatureMask(Map.of("image", squares())), 10, 3)),
            ofImage(
                images,
                new Ablation(
                    Baseline.of("image", images),
                    FeatureMask.of("image", FeatureGrouping.along(1)))),
            ofImage(
                images, new Occlusion(Baseline.zeros(), Window.of(4, 4, 1), Window.of(2, 4, 1))),
            ofImage(images, new GradientXActivation()).target(Target.difference(1, 3)),
            request().allLayers());
    for (LayerAttribution request : requests) {
      EvidenceRecord record = recorded(request, Kept.VALUES, Kept.VALUES);
      ReplayReport report = Replay.of(record).on(model);
      assertThat(report.verdict()).as("%s %s", request.request(), report).isEqualTo(Verdict.EXACT);
      assertThat(report.compared()).isGreaterThanOrEqualTo(6);
      assertThat(report.conditions()).isEmpty();
    }
  }

  private static LayerAttribution ofImage(NdArray<?> images, AttributionMethod method) {
    return LayerAttribution.on(model)
        .layers("input:image")
        .input("image", images)
        .target(Target.of(1))
        .method(method);
  }

  private static NdArray<?> squares() {
    LongNdArray ids = NdArrays.ofLongs(Shape.of(8, 8, 1));
    ids.scalars().forEachIndexed((at, id) -> id.setLong(at[0] / 4 * 2 + at[1] / 4));
    return ids;
  }

  @Test
  void reproducesSeveralTargets() {
    List<Target> targets = List.of(Target.of(1), Target.of(4));
    EvidenceRecord record = recorded(request().request(), targets, Kept.VALUES, Kept.HASH);
    ReplayReport report = Replay.of(record).on(model);
    assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
    assertThat(report.compared()).isEqualTo(12);
  }

  @Test
  void takesInputsThatWereKeptAsHashesAndChecksThem() {
    EvidenceRecord record = recorded(request(), Kept.HASH, Kept.VALUES);
    assertThat(Replay.of(record).inputs(Map.of("image", images)).on(model).verdict())
        .isEqualTo(Verdict.EXACT);
    NdArray<?> others =
        Fixtures.array(Fixtures.root().resolve("digits/images.npy")).slice(Indices.range(1, 4));
    assertThatThrownBy(() -> Replay.of(record).inputs(Map.of("image", others)).on(model))
        .hasMessageContaining("[EvidenceInput] Input \"image\" is not what record")
        .hasMessageContaining("example 0 has another hash");
    assertThatThrownBy(() -> Replay.of(record).inputs(Map.of("image", images.get(0))).on(model))
        .hasMessageContaining("it is float32[8,8,1], but was float32[3,8,8,1]");
    assertThatThrownBy(() -> Replay.of(record).on(model))
        .hasMessageContaining("[EvidenceRecord]")
        .hasMessageContaining("input \"image\" was not kept");
  }

  @Test
  void takesBaselinesThatWereKeptAsHashes() {
    LayerAttribution request =
        request().method(new IntegratedGradients(Baseline.of("image", images.get(1)), 7));
    EvidenceRecord record =
        ExplanationRecorder.of(model)
            .with(RecordOptions.defaults().inputs(Kept.VALUES).baselines(Kept.HASH))
            .attribute(request, CallerFields.none())
            .record();
    Replay replay = Replay.of(record);
    assertThat(replay.baselines(Map.of("image", images.get(1))).on(model).verdict())
        .isEqualTo(Verdict.EXACT);
    assertThatThrownBy(() -> replay.baselines(Map.of("image", images.get(0))).on(model))
        .hasMessageContaining("the baseline has another hash");
    assertThatThrownBy(() -> replay.on(model)).hasMessageContaining("baseline of \"image\"");
  }

  @Test
  void saysWhatIsNotAsItWasAndByHowMuch() {
    EvidenceRecord record = recorded(request(), Kept.VALUES, Kept.VALUES);
    try (AttributableModel other =
        AttributableModel.load(
            Fixtures.model("digits"),
            RecordedOptions.of(record)
                .precision(io.attributable.tensorflow.options.Precision.MIXED_BFLOAT16))) {
      ReplayReport report = Replay.of(record).on(other);
      assertThat(report.conditions())
          .extracting(ReplayReport.Condition::name)
          .contains("run.options.precision");
      assertThat(report.verdict()).isIn(Verdict.DIFFERS, Verdict.EXACT);
    }
    record.body().withObject("/model").put("weights", "sha256:0");
    assertThat(Replay.of(record).on(model).conditions())
        .extracting(ReplayReport.Condition::name)
        .containsExactly("model.weights");
  }

  @Test
  void replaysWhatIsLeftOfARedactedBatch() {
    Path log = folder.resolve("redacted");
    EvidenceRecord left;
    try (EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults())) {
      ExplanationRecorder.of(model)
          .to(open)
          .with(RecordOptions.defaults().inputs(Kept.VALUES))
          .attribute(request().target(Target.perExample(1, 2, 3)), CallerFields.none());
      open.redact(1, "example/1", "erasure");
      left = LogReader.record(log, 1).orElseThrow();
    }
    ReplayReport report = Replay.of(left).on(model);
    assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
    assertThat(report.compared()).isEqualTo(4);
    assertThat(report.notes()).containsExactly("Example 1 is left out: its inputs are gone");
  }

  /** The numbers come out as they were, but the record says others now. */
  @Test
  void refusesNumbersThatWereChangedInTheRecord() {
    EvidenceRecord record = recorded(request(), Kept.VALUES, Kept.VALUES);
    String path = "example/0/outcome/0";
    Map<String, EvidencePart> parts = new TreeMap<>(record.parts());
    EvidencePart part = parts.get(path);
    ObjectNode changed = part.value().orElseThrow().deepCopy();
    parts.put(path, new EvidencePart(part.salt(), Optional.of(changed.put("at", 0.75))));
    Replay tampered = Replay.of(new EvidenceRecord(record.body(), parts));
    assertThatThrownBy(() -> tampered.on(model))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.EVIDENCE_RECORD))
        .hasMessageContaining("part \"" + path + "\" is not what the record was made with");
  }

  @Test
  void optionsComeBackAsTheyWere() {
    EvidenceRecord record = recorded(request(), Kept.VALUES, Kept.VALUES);
    assertThat(RecordedOptions.of(record))
        .isEqualTo(io.attributable.tensorflow.options.ModelOptions.defaults());
  }
}
