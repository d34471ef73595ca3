package io.attributable.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.tensorflow.AttributableModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What OpenTelemetry hears of models. */
class ModelTracingTest {
  @RegisterExtension
  private static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  @Test
  void aCallIsASpanWithinThatOfItsCaller() {
    try (AttributableModel model =
        ObservedModel.load(new ModelTracing(TELEMETRY.getOpenTelemetry()))) {
      Span outer = TELEMETRY.getOpenTelemetry().getTracer("test").spanBuilder("score").startSpan();
      Context.current()
          .with(outer)
          .wrap(
              () -> {
                ObservedModel.request(model, 1).attribute();
                assertThat(Span.current()).isSameAs(outer);
              })
          .run();
      outer.end();
      assertThatThrownBy(ObservedModel.request(model, 99)::attribute)
          .isInstanceOf(AttributionException.class);
    }
    List<SpanData> spans = TELEMETRY.getSpans();
    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("attributable attribute", "score", "attributable attribute");
    SpanData call = spans.get(0);
    assertThat(call.getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
    assertThat(call.getAttributes().get(AttributeKey.stringKey("attributable.method")))
        .isEqualTo("gradient-x-activation");
    assertThat(call.getAttributes().get(AttributeKey.longKey("attributable.examples")))
        .isEqualTo(2);
    assertThat(call.getEvents()).extracting(event -> event.getName()).containsExactly("plan made");
    SpanData failed = spans.get(2);
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(failed.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("TargetOutOfRange");
  }
}
