package io.attributable.observability;

import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.observe.PlanInfo;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Objects;

/**
 * OpenTelemetry's spans of calls to models, one for each, within the span of the calling thread:
 * give it to {@link io.attributable.tensorflow.options.ModelOptions#observers}. A span is called
 * {@code attributable attribute}, by the kind of call; a plan that is made within is an event of
 * it. Safe for any number of threads. Neither inputs nor results are recorded, as these may be
 * those of a person.
 */
public final class ModelTracing implements ModelObserver {
  private static final String SCOPE = "io.attributable";
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("attributable.model");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("attributable.method");
  private static final AttributeKey<List<String>> LAYERS =
      AttributeKey.stringArrayKey("attributable.layers");
  private static final AttributeKey<Long> EXAMPLES = AttributeKey.longKey("attributable.examples");
  private static final AttributeKey<Long> WAITED =
      AttributeKey.longKey("attributable.waited_nanos");
  private static final AttributeKey<Long> NODES = AttributeKey.longKey("attributable.plan.nodes");
  private static final AttributeKey<Long> TOOK =
      AttributeKey.longKey("attributable.plan.took_nanos");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;

  /** Spans of a tracer of some instance. */
  public ModelTracing(OpenTelemetry telemetry) {
    this.tracer = Objects.requireNonNull(telemetry, "telemetry").getTracer(SCOPE);
  }

  /** Closes its scope where the call ends. */
  @SuppressWarnings("MustBeClosedChecker")
  @Override
  public Observation callBegan(CallInfo call) {
    Span span =
        tracer
            .spanBuilder("attributable " + call.kind().word())
            .setAttribute(MODEL, call.model())
            .setAttribute(METHOD, call.method())
            .setAttribute(LAYERS, call.layers())
            .setAttribute(EXAMPLES, call.examples())
            .startSpan();
    Scope scope = span.makeCurrent();
    return outcome -> {
      scope.close();
      end(span, outcome);
    };
  }

  private static void end(Span span, CallOutcome outcome) {
    span.setAttribute(WAITED, outcome.waited().toNanos());
    outcome
        .failure()
        .ifPresent(
            failure -> {
              span.setAttribute(ERROR, outcome.code());
              span.setStatus(StatusCode.ERROR, outcome.code());
              span.recordException(failure);
            });
    span.end();
  }

  @Override
  public void planMade(PlanInfo plan) {
    Span.current()
        .addEvent(
            "plan made", Attributes.of(NODES, (long) plan.nodes(), TOOK, plan.took().toNanos()));
  }
}
