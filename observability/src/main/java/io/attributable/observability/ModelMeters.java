package io.attributable.observability;

import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.observe.ModelStatus;
import io.attributable.tensorflow.observe.PlanInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Micrometer's meters of models: give it to {@link
 * io.attributable.tensorflow.options.ModelOptions#observers} before a model is loaded, and {@link
 * #bind} the model afterwards. Safe for any number of threads, and for any number of models, whose
 * meters differ by the tag {@code model}.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>tags besides {@code model}</th></tr>
 *   <tr><td>{@code attributable.calls}</td><td>timer, seconds</td><td>{@code kind}, {@code method},
 *     {@code outcome}: {@code Ok} or the code of the error</td></tr>
 *   <tr><td>{@code attributable.calls.wait}</td><td>timer, until calls were let in</td><td></td></tr>
 *   <tr><td>{@code attributable.plans.made}</td><td>timer</td><td>{@code signature},
 *     {@code cached}: whether it was read from a directory</td></tr>
 *   <tr><td>{@code attributable.calls.in.flight}</td><td>gauge</td><td></td></tr>
 *   <tr><td>{@code attributable.plans}</td><td>gauge</td><td></td></tr>
 *   <tr><td>{@code attributable.plans.memory}</td><td>gauge, bytes, estimated</td><td></td></tr>
 * </table>
 */
public final class ModelMeters implements ModelObserver {
  private static final String CALLS = "attributable.calls";
  private static final String WAIT = "attributable.calls.wait";
  private static final String IN_FLIGHT = "attributable.calls.in.flight";
  private static final String MADE = "attributable.plans.made";
  private static final String PLANS = "attributable.plans";
  private static final String MEMORY = "attributable.plans.memory";
  private static final String MODEL = "model";

  private final MeterRegistry registry;

  /** Meters in a registry. */
  public ModelMeters(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  /**
   * Adds the gauges of a model.
   *
   * @param model must be one that this observes, or its calls have no meters
   * @return takes them out of the registry, to be closed with the model
   */
  public Runnable bind(AttributableModel model) {
    Objects.requireNonNull(model, "model");
    List<Gauge> gauges =
        List.of(
            gauge(model, IN_FLIGHT, "calls", ModelStatus::callsInFlight),
            gauge(model, PLANS, "plans", ModelStatus::plans),
            gauge(model, MEMORY, BaseUnits.BYTES, ModelStatus::planBytes));
    return () -> gauges.forEach(this::remove);
  }

  private Gauge gauge(
      AttributableModel model, String name, String unit, ToDoubleFunction<ModelStatus> value) {
    return Gauge.builder(name, model, known -> value.applyAsDouble(known.status()))
        .baseUnit(unit)
        .tags(Tags.of(MODEL, model.name()))
        .register(registry);
  }

  private void remove(Meter meter) {
    Meter unused = registry.remove(meter);
  }

  @Override
  public Observation callBegan(CallInfo call) {
    return outcome -> ended(call, outcome);
  }

  private void ended(CallInfo call, CallOutcome outcome) {
    Tags model = Tags.of(MODEL, call.model());
    Timer.builder(CALLS)
        .tags(
            model.and(
                "kind", call.kind().word(), "method", call.method(), "outcome", outcome.code()))
        .register(registry)
        .record(outcome.took());
    Timer.builder(WAIT).tags(model).register(registry).record(outcome.waited());
  }

  @Override
  public void planMade(PlanInfo plan) {
    Timer.builder(MADE)
        .tags(
            Tags.of(MODEL, plan.model())
                .and("signature", plan.signature(), "cached", String.valueOf(plan.cached())))
        .register(registry)
        .record(plan.took());
  }
}
