package io.attributable.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** What is counted and measured, for Prometheus. Labels have few values, whatever callers send. */
final class ServerMetrics implements AutoCloseable {
  private static final String MODEL = "model";
  private static final String VERB = "verb";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  ServerMetrics(WorkQueue queue) {
    Gauge.builder("attributable.requests.running", queue, WorkQueue::running)
        .description("Requests that run.")
        .register(registry);
    Gauge.builder("attributable.requests.waiting", queue, WorkQueue::waiting)
        .description("Requests that wait.")
        .register(registry);
  }

  /**
   * Counts a request that was answered.
   *
   * @param code of the failure; {@code OK} for none
   */
  void answered(String model, String verb, int status, String code, long nanos) {
    registry
        .counter(
            "attributable.requests",
            MODEL,
            model,
            VERB,
            verb,
            "status",
            String.valueOf(status),
            "code",
            code)
        .increment();
    Timer.builder("attributable.request.duration")
        .description("From when a request is read to its answer.")
        .tag(VERB, verb)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(1))
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /** Counts examples that were predicted or explained. */
  void examples(String model, String verb, int count) {
    registry.counter("attributable.examples", MODEL, model, VERB, verb).increment(count);
  }

  /** All of it in Prometheus' text format. */
  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
