package io.attributable.evidence;

import io.attributable.Activation;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.NonNull;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.generated.ExplainerRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Explains, and makes a record of each explanation before it gives it out.
 *
 * <pre>{@code
 * try (AttributableModel model = AttributableModel.load(Path.of("models/credit"));
 *      EvidenceLog log = EvidenceLog.open(Path.of("evidence"), LogOptions.defaults())) {
 *   ExplanationRecorder recorder = ExplanationRecorder.of(model).to(log)
 *       .with(RecordOptions.defaults().inputs(Kept.VALUES));
 *   Recorded<Attributions> why = recorder.attribute(
 *       LayerAttribution.on(model).layers("input:row").input("row", row).target(Target.of(1)),
 *       CallerFields.of("decision", "4711"));
 * }
 * }</pre>
 *
 * <p>The explained output is always asked for, too, so that records have F(x); results have it as
 * requests say. Immutable, safe for any number of threads; each method that begins with {@code to}
 * or {@code with} gives a changed copy. Holds no native memory; the model must stay open.
 */
public final class ExplanationRecorder {
  private final @Nullable AttributableModel model;
  private final EvidenceSink sink;
  private final RecordOptions options;

  private ExplanationRecorder(
      @Nullable AttributableModel model, EvidenceSink sink, RecordOptions options) {
    this.model = model;
    this.sink = sink;
    this.options = options;
  }

  /** Records explanations of a model; its files are hashed at the first explanation. */
  public static ExplanationRecorder of(AttributableModel model) {
    Objects.requireNonNull(model, "model");
    return new ExplanationRecorder(model, record -> {}, RecordOptions.defaults());
  }

  /**
   * Records explanations of whatever model a request is made to: for generated explainers, and for
   * several models. Requests that are values need {@link #of(AttributableModel)}.
   */
  public static ExplanationRecorder of(EvidenceSink sink) {
    Objects.requireNonNull(sink, "sink");
    return new ExplanationRecorder(null, sink, RecordOptions.defaults());
  }

  private AttributableModel known() {
    AttributableModel known = model;
    if (known == null) {
      throw new IllegalStateException(
          "a request alone names no model: begin with ExplanationRecorder.of(model)");
    }
    return known;
  }

  /** Records go there, each before its explanation is given out. */
  public ExplanationRecorder to(EvidenceSink other) {
    return new ExplanationRecorder(model, Objects.requireNonNull(other, "other"), options);
  }

  /** What records keep. */
  public ExplanationRecorder with(RecordOptions other) {
    return new ExplanationRecorder(model, sink, Objects.requireNonNull(other, "other"));
  }

  /**
   * Runs a request.
   *
   * @throws AttributionException as {@link AttributableModel#attribute}, and what the sink throws
   */
  public Recorded<Attributions> attribute(AttributionRequest request, CallerFields fields) {
    Objects.requireNonNull(request, "request");
    AttributionRequest whole = withOutput(request);
    Attributions result = known().attribute(whole);
    EvidenceRecord made = record(whole, Map.of(request.target(), result), fields);
    return new Recorded<>(asAsked(request, result), made);
  }

  /** Runs a request to its model; as {@link #attribute(AttributionRequest, CallerFields)}. */
  public Recorded<Attributions> attribute(LayerAttribution request, CallerFields fields) {
    Objects.requireNonNull(request, "request");
    return with(request.model()).attribute(request.request(), fields);
  }

  private ExplanationRecorder with(AttributableModel other) {
    return new ExplanationRecorder(other, sink, options);
  }

  /**
   * Runs a request of a generated explainer; as {@link #attribute(AttributionRequest,
   * CallerFields)}.
   *
   * @return with the explainer's own type of result
   */
  public <A> Recorded<A> attribute(ExplainerRequest<A> request, CallerFields fields) {
    Objects.requireNonNull(request, "request");
    Recorded<Attributions> recorded = with(request.model()).attribute(request.request(), fields);
    return new Recorded<>(request.result(recorded.result()), recorded.record());
  }

  /**
   * Runs a request for several targets, with one record for all of them.
   *
   * @throws AttributionException as {@link AttributableModel#attributeTargets}, and what the sink
   *     throws
   */
  public Recorded<Map<Target, Attributions>> attributeTargets(
      AttributionRequest request, List<Target> targets, CallerFields fields) {
    Objects.requireNonNull(request, "request");
    NonNull.all(targets, "targets");
    AttributionRequest whole = withOutput(request);
    Map<Target, Attributions> byTarget = known().attributeTargets(whole, targets);
    EvidenceRecord made = record(whole, byTarget, fields);
    return new Recorded<>(asAsked(request, byTarget), made);
  }

  /**
   * Runs a request for every value of the output; as {@link #attributeTargets}.
   *
   * @throws AttributionException as {@link AttributableModel#attributeAllTargets}, and what the
   *     sink throws
   */
  public Recorded<Map<Target, Attributions>> attributeAllTargets(
      AttributionRequest request, CallerFields fields) {
    Objects.requireNonNull(request, "request");
    AttributionRequest whole = withOutput(request);
    Map<Target, Attributions> byTarget = known().attributeAllTargets(whole);
    EvidenceRecord made = record(whole, byTarget, fields);
    return new Recorded<>(asAsked(request, byTarget), made);
  }

  /** What needs no output may not know which one of several. */
  private static AttributionRequest withOutput(AttributionRequest request) {
    return request.method() instanceof Activation && request.output().isEmpty()
        ? request
        : request.withPrediction();
  }

  /** Without the output, where only the record has asked for it. */
  private static Attributions asAsked(AttributionRequest request, Attributions result) {
    return request.prediction()
        ? result
        : new Attributions(
            result.layers().stream().map(layer -> layer.withPrediction(null)).toList(),
            result.leftOut());
  }

  private static Map<Target, Attributions> asAsked(
      AttributionRequest request, Map<Target, Attributions> byTarget) {
    Map<Target, Attributions> asked = new LinkedHashMap<>();
    byTarget.forEach((target, result) -> asked.put(target, asAsked(request, result)));
    return Collections.unmodifiableMap(asked);
  }

  /**
   * Makes the record of an answer that the model gave before, and hands it to the sink. Without
   * {@linkplain AttributionRequest#withPrediction() the explained output} it has no F(x), unless
   * the method tells it.
   *
   * @param byTarget the model's answer, at least one target
   */
  public EvidenceRecord record(
      AttributionRequest request, Map<Target, Attributions> byTarget, CallerFields fields) {
    Objects.requireNonNull(request, "request");
    NonNull.all(byTarget, "byTarget");
    Objects.requireNonNull(fields, "fields");
    String signature = request.signature().orElseGet(() -> known().defaultSignature().name());
    EvidenceRecord made =
        new RecordMaker(options).of(known().identity(signature), request, byTarget, fields);
    sink.accept(made);
    return made;
  }
}
