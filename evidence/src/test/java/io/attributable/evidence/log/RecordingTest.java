package io.attributable.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.attributable.Activation;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.GradientShap;
import io.attributable.IntegratedGradients;
import io.attributable.ReasonSide;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.Kept;
import io.attributable.evidence.RecordOptions;
import io.attributable.evidence.Recorded;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.generated.ExplainerRequest;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/** Records of a real model. */
class RecordingTest {
  private static AttributableModel model;
  private static NdArray<?> images;
  private static JsonSchema schema;

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    model = AttributableModel.load(Fixtures.model("digits"));
    images =
        Fixtures.array(Fixtures.root().resolve("digits/images.npy")).slice(Indices.range(0, 3));
    try (InputStream file =
        EvidenceRecord.class.getResourceAsStream("attributable-evidence-1.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(file);
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LayerAttribution request() {
    return LayerAttribution.on(model).layers("conv2").input("image", images);
  }

  private static RecordOptions options() {
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    return RecordOptions.defaults().clock(clock);
  }

  @Test
  void saysWhatWasAskedAndWhatCameOut() {
    Recorded<Attributions> recorded =
        ExplanationRecorder.of(model)
            .with(options().input("image", Kept.VALUES))
            .attribute(
                request().target(Target.of(-1)).withPrediction(),
                CallerFields.of("decision", "4711"));
    EvidenceRecord record = recorded.record();
    assertThat(record.time()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(record.body().at("/model/graph").asText()).matches("sha256:[0-9a-f]{64}");
    assertThat(record.body().at("/model/files").has("saved_model.pb")).isTrue();
    assertThat(record.body().at("/request/method/mode").asText()).isEqualTo("global");
    assertThat(record.body().at("/results/0/layers/0/tensors/0/name").asText()).contains("conv2");
    JsonNode outcome = record.value("example/1/outcome/0").orElseThrow();
    assertThat(outcome.path("target").toString()).isEqualTo("[9]");
    double expected =
        recorded.result().prediction().orElseThrow().tensor().doubles().getDouble(1, 9);
    assertThat(outcome.path("at").doubleValue()).isEqualTo(expected);
    assertThat(record.value("field/decision").orElseThrow().asText()).isEqualTo("4711");
    JsonNode rows = record.value("example/2/attributions/0").orElseThrow();
    assertThat(ArrayJson.read(rows.at("/0/values")))
        .isEqualTo(recorded.result().layers().get(0).floats().get(2));
    assertThat(ArrayJson.read(record.value("example/0/input/image").orElseThrow()))
        .isEqualTo(images.get(0));
  }

  @Test
  void tellsWithoutTheInputWhetherItIsTheOne() {
    EvidenceRecord record =
        ExplanationRecorder.of(model)
            .attribute(request().target(Target.predicted()), CallerFields.none())
            .record();
    String path = "example/1/input/image";
    assertThat(record.value(path)).isEmpty();
    assertThat(record.matches(path, ArrayJson.of(images.get(1)))).contains(true);
    assertThat(record.matches(path, ArrayJson.of(images.get(2)))).contains(false);
    assertThat(record.matches("example/9/input/image", ArrayJson.of(images.get(2)))).isEmpty();
  }

  @Test
  void keepsNothingOfWhatItIsToldToForget() {
    EvidenceRecord record =
        ExplanationRecorder.of(model)
            .with(options().inputs(Kept.NOTHING).attributions(Kept.NOTHING))
            .attribute(request().target(Target.of(1)), CallerFields.none())
            .record();
    assertThat(record.parts()).isEmpty();
  }

  @Test
  void recordsOfAllKindsFollowTheSchema() throws IOException {
    Path log = folder.resolve("log");
    try (EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults())) {
      ExplanationRecorder recorder =
          ExplanationRecorder.of(model).to(open).with(options().inputs(Kept.VALUES));
      CallerFields each =
          CallerFields.of("batch", "1").ofExamples(List.of(Map.of("id", "a"), Map.of("id", "b")));
      NdArray<?> grey = images.get(0);
      recorder.attribute(
          request()
              .method(new IntegratedGradients(Baseline.of("image", grey), 8))
              .target(Target.of(3)),
          each);
      ExplanationRecorder withReasons = recorder.with(options().reasons(2, ReasonSide.FOR));
      withReasons.attribute(
          LayerAttribution.on(model)
              .layers("features")
              .input("image", images)
              .method(new IntegratedGradients())
              .target(Target.perExample(1, 2, 3)),
          CallerFields.none());
      recorder.attribute(
          request()
              .allLayers()
              .smooth(Smoothing.smoothgrad(2, 0.1).withSeed(Long.MAX_VALUE))
              .target(Target.slice("0:3"))
              .gradientWeights(1, -0.0, 3),
          CallerFields.none());
      recorder.attribute(request().method(new Activation()), CallerFields.none());
      recorder.attributeTargets(
          request().request(), List.of(Target.of(1), Target.of(2)), CallerFields.none());
      recorder.attributeAllTargets(request().request(), CallerFields.none());
      recorder.attribute(
          LayerAttribution.on(model)
              .layers("input:image")
              .input("image", images)
              .method(new GradientShap(Baselines.of("image", images), 3, 7, false))
              .target(Target.of(3)),
          CallerFields.none());
      open.rotate();
      open.redact(1, "example/0", "erasure");
    }
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
    for (Segments.Segment segment : Segments.of(log)) {
      for (String line : Files.readAllLines(segment.file())) {
        JsonNode json = CanonicalJson.read(line);
        assertThat(schema.validate(json)).as(line).isEmpty();
        assertThat(CanonicalJson.text(json)).isEqualTo(line);
      }
    }
  }

  @Test
  void anAnswerThatCannotBeRecordedIsNotGiven() {
    AttributionRequest request = request().target(Target.of(1)).request();
    ExplanationRecorder recorder =
        ExplanationRecorder.of(model)
            .to(
                record -> {
                  throw new IllegalStateException("full");
                });
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> recorder.attribute(request, CallerFields.none()))
        .hasMessage("full");
  }

  @Test
  void hashesAreThoseOfTheModelsFiles() {
    assertThat(model.identity("serving_default")).isSameAs(model.identity("serving_default"));
    try (AttributableModel other = AttributableModel.load(Fixtures.model("k3_cnn"))) {
      assertThat(other.identity("serving_default").graph())
          .isNotEqualTo(model.identity("serving_default").graph());
      assertThat(other.identity("serving_default").weights())
          .isNotEqualTo(model.identity("serving_default").weights());
    }
  }

  @Test
  void generatedExplainersAreRecorded() {
    List<EvidenceRecord> records = new ArrayList<>();
    ExplainerRequest<String> explainer =
        new ExplainerRequest<>(request(), found -> found.layers().get(0).layer());
    Recorded<String> recorded =
        ExplanationRecorder.of(records::add)
            .attribute(explainer.target(Target.of(1)), CallerFields.none());
    assertThat(recorded.result()).isEqualTo("conv2");
    assertThat(records).containsExactly(recorded.record());
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                ExplanationRecorder.of(records::add)
                    .attribute(AttributionRequest.empty(), CallerFields.none()))
        .hasMessageContaining("names no model");
  }

  @Test
  void arraysComeBackBitForBit() {
    List<NdArray<?>> arrays =
        List.of(
            NdArrays.vectorOf(1f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE),
            NdArrays.vectorOf(1d, -0d, Double.NaN, Double.MAX_VALUE),
            NdArrays.vectorOf(1, Integer.MIN_VALUE),
            NdArrays.vectorOf(1L, Long.MIN_VALUE),
            NdArrays.vectorOf((byte) 1, (byte) -128),
            NdArrays.vectorOf((short) 1, Short.MIN_VALUE),
            NdArrays.vectorOf(true, false),
            NdArrays.vectorOfObjects("é", "", "\u0000\ud83d\ude00"),
            NdArrays.scalarOf(2.5f),
            NdArrays.scalarOfObject("text"),
            NdArrays.scalarOfObject(new byte[] {0, -1}),
            NdArrays.ofFloats(Shape.of(0, 3)));
    for (NdArray<?> array : arrays) {
      JsonNode json = ArrayJson.of(array);
      assertThat(CanonicalJson.text(ArrayJson.of(ArrayJson.read(json))))
          .isEqualTo(CanonicalJson.text(json));
    }
  }
}
