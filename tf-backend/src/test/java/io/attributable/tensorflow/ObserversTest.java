package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Example;
import io.attributable.Target;
import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallKind;
import io.attributable.tensorflow.observe.CallOutcome;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.observe.PlanInfo;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a model tells of its calls and plans. */
class ObserversTest {
  private record Told(CallInfo call, CallOutcome outcome) {}

  private final List<Told> calls = new ArrayList<>();
  private final List<PlanInfo> plans = new ArrayList<>();

  private final ModelObserver observer =
      new ModelObserver() {
        @Override
        public Observation callBegan(CallInfo call) {
          return outcome -> calls.add(new Told(call, outcome));
        }

        @Override
        public void planMade(PlanInfo plan) {
          plans.add(plan);
        }
      };

  private AttributableModel load() {
    return Digits.load(ModelOptions.defaults().observers(observer));
  }

  @Test
  void statusTellsThatAModelIsClosed() {
    AttributableModel model = load();
    assertThat(model.status().closed()).isFalse();
    model.close();
    assertThat(model.status().closed()).isTrue();
  }

  @Test
  void everyCallIsToldOnceWithItsPlan() {
    try (AttributableModel model = load()) {
      LayerAttribution request =
          Digits.request(model, Digits.images(2, 1)).target(Target.of(1)).withPrediction();
      request.attribute();
      request.target(Target.of(2)).attribute();
      request.attributeTargets(Target.of(1), Target.of(2));
      assertThat(plans).hasSize(2);
      assertThat(plans.get(0).nodes()).isPositive();
      assertThat(plans.get(0).took()).isPositive();
      assertThat(model.status().plans()).isEqualTo(2);
      assertThat(model.status().planBytes())
          .isEqualTo(plans.stream().mapToLong(PlanInfo::bytes).sum());
      assertThat(model.status().callsInFlight()).isZero();
    }
    assertThat(calls).hasSize(3);
    CallInfo call = calls.get(0).call();
    assertThat(call.kind()).isEqualTo(CallKind.ATTRIBUTE);
    assertThat(call.method()).isEqualTo("gradient-x-activation");
    assertThat(call.layers()).containsExactly("conv2");
    assertThat(call.examples()).isEqualTo(2);
    assertThat(calls).allMatch(each -> each.outcome().code().equals("Ok"));
    assertThat(calls).allMatch(each -> each.outcome().took().compareTo(Duration.ZERO) > 0);
  }

  @Test
  void failuresAreToldByTheirCode() {
    try (AttributableModel model = load()) {
      assertThatThrownBy(
              Digits.request(model, Digits.images(1, 1)).target(Target.of(99))::attribute)
          .isInstanceOf(AttributionException.class);
      assertThatThrownBy(() -> model.predict("serving_default", Map.of()));
    }
    assertThat(calls.stream().map(each -> each.outcome().code()))
        .containsExactly("TargetOutOfRange", "InputMissing");
    assertThat(calls.get(1).call().kind()).isEqualTo(CallKind.PREDICT);
  }

  @Test
  void predictionsAreToldWithTheirExamples() {
    try (AttributableModel model = load()) {
      model.predict("serving_default", Map.of("image", Digits.images(3, 1)));
    }
    assertThat(calls.get(0).call().examples()).isEqualTo(3);
    assertThat(calls.get(0).call().method()).isEmpty();
  }

  @Test
  void anObserverThatFailsCostsNobodyAnAnswer() {
    ModelObserver broken =
        new ModelObserver() {
          @Override
          public Observation callBegan(CallInfo call) {
            throw new IllegalStateException("began");
          }

          @Override
          public void planMade(PlanInfo plan) {
            throw new IllegalStateException("made");
          }
        };
    ModelObserver late =
        new ModelObserver() {
          @Override
          public Observation callBegan(CallInfo call) {
            return outcome -> {
              throw new AssertionError("ended");
            };
          }
        };
    try (AttributableModel model =
        Digits.load(ModelOptions.defaults().observers(broken, late, observer))) {
      Digits.request(model, Digits.images(1, 1)).target(Target.of(1)).attribute();
    }
    assertThat(calls).hasSize(1);
    assertThat(plans).hasSize(1);
  }

  /** Such as one that takes a model out of service that fails too often. */
  @Test
  @Timeout(60)
  void anObserverMayCloseTheModel() {
    for (boolean early : new boolean[] {true, false}) {
      AtomicReference<AttributableModel> model = new AtomicReference<>();
      ModelObserver closing =
          new ModelObserver() {
            @Override
            public Observation callBegan(CallInfo call) {
              if (early) {
                model.get().close();
              }
              return outcome -> model.get().close();
            }
          };
      model.set(Digits.load(ModelOptions.defaults().observers(closing)));
      LayerAttribution request =
          Digits.request(model.get(), Digits.images(1, 1)).target(Target.of(1));
      assertThat(request.attribute().layers()).hasSize(1);
      assertThatThrownBy(request::attribute).hasMessageContaining("was closed");
    }
  }

  @Test
  @Timeout(60)
  void anObserverMayAskTheModel() {
    AtomicReference<LayerAttribution> request = new AtomicReference<>();
    List<Attributions> asked = new ArrayList<>();
    ModelObserver asking =
        new ModelObserver() {
          @Override
          public Observation callBegan(CallInfo call) {
            asked.add(request.get().attribute());
            return outcome -> asked.add(request.get().attribute());
          }

          @Override
          public void planMade(PlanInfo plan) {
            asked.add(request.get().attribute());
          }
        };
    try (AttributableModel model = Digits.load(ModelOptions.defaults().observers(asking))) {
      request.set(Digits.request(model, Digits.images(1, 1)).target(Target.of(1)));
      Attributions answer = request.get().attribute();
      assertThat(asked).hasSize(3).allMatch(answer::equals);
    }
  }

  @Test
  void aWarmModelMakesNoPlanForItsCaller() {
    try (AttributableModel model = load()) {
      LayerAttribution request =
          LayerAttribution.on(model).layers("conv2").output("logits").target(Target.of(1));
      assertThat(model.warmUp(request.request(), 4)).isPositive();
      assertThat(plans).hasSize(1);
      request.input("image", Digits.images(4, 2)).attribute();
      assertThat(plans).hasSize(1);
      Example example = Example.of("image", Digits.images(1, 3));
      try (ExampleResults results =
          request.attributeAll(List.of(example), ExampleOptions.defaults())) {
        results.next();
      }
      assertThat(plans).hasSize(1);
    }
    assertThat(calls.get(0).call().kind()).isEqualTo(CallKind.PREPARE);
  }

  @Test
  void callsAndPlansAreInFlightRecordings(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("calls.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("io.attributable.Call").withThreshold(Duration.ZERO);
      recording.enable("io.attributable.Plan").withThreshold(Duration.ZERO);
      recording.start();
      try (AttributableModel model = Digits.load()) {
        Digits.request(model, Digits.images(3, 1)).target(Target.of(1)).attribute();
      }
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    RecordedEvent call = event(events, "io.attributable.Call");
    assertThat(call.getString("method")).isEqualTo("gradient-x-activation");
    assertThat(call.getString("outcome")).isEqualTo("Ok");
    assertThat(call.getLong("examples")).isEqualTo(3);
    assertThat(call.getLong("resultBytes")).isEqualTo(3L * 8 * 8 * 16 * Float.BYTES);
    assertThat(event(events, "io.attributable.Plan").getInt("nodes")).isPositive();
  }

  private static RecordedEvent event(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
