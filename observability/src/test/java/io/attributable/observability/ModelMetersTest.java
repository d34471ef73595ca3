package io.attributable.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.tensorflow.AttributableModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Micrometer's registries hear of models. */
class ModelMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void callsPlansAndMemoryAreMetered() {
    ModelMeters meters = new ModelMeters(registry);
    try (AttributableModel model = ObservedModel.load(meters)) {
      Runnable unbind = meters.bind(model);
      ObservedModel.request(model, 1).attribute();
      ObservedModel.request(model, 2).attribute();
      assertThatThrownBy(ObservedModel.request(model, 99)::attribute)
          .isInstanceOf(AttributionException.class);
      assertThatThrownBy(() -> model.predict("serving_default", Map.of()))
          .isInstanceOf(AttributionException.class);
      assertThat(count("attribute", "gradient-x-activation", "Ok")).isEqualTo(2);
      assertThat(count("attribute", "gradient-x-activation", "TargetOutOfRange")).isEqualTo(1);
      assertThat(count("predict", "", "InputMissing")).isEqualTo(1);
      assertThat(registry.get("attributable.calls").timer().totalTime(TimeUnit.NANOSECONDS))
          .isPositive();
      assertThat(registry.get("attributable.calls.wait").timer().count()).isEqualTo(4);
      assertThat(registry.get("attributable.plans.made").timer().count()).isEqualTo(1);
      assertThat(registry.get("attributable.plans").gauge().value()).isEqualTo(1);
      assertThat(registry.get("attributable.plans.memory").gauge().value())
          .isEqualTo(model.status().planBytes())
          .isPositive();
      assertThat(registry.get("attributable.calls.in.flight").gauge().value()).isZero();
      unbind.run();
      assertThat(registry.find("attributable.plans").gauge()).isNull();
    }
  }

  private long count(String kind, String method, String outcome) {
    return registry
        .get("attributable.calls")
        .tags("kind", kind, "method", method, "outcome", outcome)
        .timer()
        .count();
  }
}
