package io.attributable.samples.spring;

import io.attributable.tensorflow.observe.ModelStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Part {@code model} of {@code /actuator/health}, and of readiness: whether the model takes calls.
 * Costs nothing.
 */
@Component
class ModelHealthIndicator implements HealthIndicator {
  private final CreditModel credit;

  ModelHealthIndicator(CreditModel credit) {
    this.credit = credit;
  }

  @Override
  public Health health() {
    ModelStatus status = credit.model().status();
    return (status.closed() ? Health.down() : Health.up())
        .withDetail("model", credit.model().name())
        .withDetail("callsInFlight", status.callsInFlight())
        .withDetail("plans", status.plans())
        .withDetail("planBytes", status.planBytes())
        .build();
  }
}
