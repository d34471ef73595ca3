package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Ablation;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.Wording;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightNote.Kind;
import io.attributable.tensorflow.observe.CallKind;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.StatePolicy;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Models whose answers are no functions of their input: what is said of them, and what is done. */
class StateTest {
  @ParameterizedTest
  @CsvSource({
    "counted,    STATE,  AssignAddVariableOp",
    "generated,  STATE,  stateful_normal/RngReadAndSkip",
    "drawn,      RANDOM, random_normal/RandomStandardNormal",
    "remembered, STATE,  None_lookup_table_insert/LookupTableInsertV2",
  })
  void whatIsNoFunctionOfItsInputIsSaid(String signature, Kind kind, String node) {
    try (AttributableModel model = load(StatePolicy.KEEP)) {
      LayerAttribution request = request(model, signature);
      assertThat(request.notes()).extracting(PreflightNote::kind).containsExactly(kind);
      assertThat(request.notes().get(0).nodes()).containsExactly(node);
      assertThat(request.notes().get(0).text(Wording.COMMAND_LINE)).doesNotContain("ModelOptions");
      assertThat(request.preflight().layers())
          .allSatisfy(layer -> assertThat(layer.notes()).isEqualTo(request.notes()));
      ExampleVerification found =
          request.verify(2, 0).layers().get(0).tensors().get(0).examples().get(0);
      assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(found.reason()).contains(Reason.valueOf(kind.name()));
    }
  }

  @Test
  void pureSignatureOfTheSameModelHasNoNotes() {
    try (AttributableModel model = load(StatePolicy.REFUSE)) {
      LayerAttribution request = request(model, "pure");
      assertThat(request.notes()).isEmpty();
      assertThat(explain(request)).isEqualTo(explain(request));
      assertThat(request.verify().verdict()).isEqualTo(Verdict.AGREES);
    }
  }

  /** What is set back after each request changes none of the next ones. */
  @Test
  void whereStateIsRestoredNobodyIsToldToRestoreIt() {
    try (AttributableModel model = load(StatePolicy.RESTORE)) {
      LayerAttribution counted = request(model, "counted");
      assertThat(counted.notes()).isEmpty();
      assertThat(counted.preflight().layers()).allMatch(layer -> layer.notes().isEmpty());
      assertThat(request(model, "drawn").notes())
          .extracting(PreflightNote::kind)
          .containsExactly(Kind.RANDOM);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"counted", "generated"})
  void restoredRequestsAreEqualAndKeptOnesAreNot(String signature) {
    float[] first;
    try (AttributableModel kept = load(StatePolicy.KEEP)) {
      LayerAttribution request = request(kept, signature);
      first = explain(request);
      assertThat(explain(request)).isNotEqualTo(first);
    }
    try (AttributableModel restored = load(StatePolicy.RESTORE)) {
      LayerAttribution request = request(restored, signature);
      for (int i = 0; i < 3; i++) {
        assertThat(explain(request)).isEqualTo(first);
      }
      request.verify(1, 0);
      request.attributeTargets(Target.of(0), Target.of(1));
      request.attributeAllTargets();
      request.measure(1);
      assertThat(explain(request)).isEqualTo(first);
    }
  }

  /** However many runs a request takes, each begins with the state that the request found. */
  @Test
  void runsOfARequestDoNotChangeEachOther() {
    ModelOptions cut = ModelOptions.defaults().state(StatePolicy.RESTORE).batchBytes(1);
    try (AttributableModel model = load(StatePolicy.RESTORE);
        AttributableModel oneByOne = load(cut)) {
      float[] whole = ablated(model, "counted");

      // Products of one row may be added up in another order.
      assertThat(ablated(oneByOne, "counted")).containsExactly(whole, within(1e-6f));
      assertThat(ablated(model, "counted")).isEqualTo(whole);
    }
  }

  private static float[] ablated(AttributableModel model, String signature) {
    LayerAttribution request =
        LayerAttribution.on(model)
            .signature(signature)
            .layers("input:x")
            .method(new Ablation())
            .input("x", row())
            .target(Target.of(1));
    return Digits.flat(request.attribute().get("input:x").floats());
  }

  /** Whether examples influence one another is found out by running them. */
  @ParameterizedTest
  @ValueSource(strings = {"counted", "generated"})
  void lookingAtExamplesChangesNothingThatIsRestored(String signature) {
    try (AttributableModel model = load(StatePolicy.RESTORE)) {
      LayerAttribution request = request(model, signature);
      float[] first = explain(request);
      List<Example> examples = List.of(Example.of("x", row()), Example.of("x", row()));
      try (ExampleResults all = request.attributeAll(examples, ExampleOptions.defaults())) {
        all.forEachRemaining(
            result ->
                assertThat(Digits.flat(result.attributions().get("hidden").floats()))
                    .isEqualTo(first));
      }
      assertThat(explain(request)).isEqualTo(first);
    }
  }

  @Test
  void aPartOfAnAnswerIsSetBackToo() {
    try (AttributableModel model = load(StatePolicy.RESTORE)) {
      LayerAttribution request = request(model, "counted");
      float[] first = explain(request);
      List<float[]> parts =
          model
              .loaded()
              .answer(
                  CallKind.ATTRIBUTE,
                  request.request(),
                  () -> List.of(explain(request), explain(request)));
      assertThat(parts).containsExactly(first, first);
      assertThat(explain(request)).isEqualTo(first);
    }
  }

  /** What one signature changes may be what another one reads. */
  @Test
  void nobodySeesWhatARequestToAnotherSignatureChanges() throws Exception {
    try (AttributableModel model = load(StatePolicy.RESTORE)) {
      List<String> order = Collections.synchronizedList(new ArrayList<>());
      List<Thread> others = new ArrayList<>();
      model
          .loaded()
          .answer(
              CallKind.ATTRIBUTE,
              request(model, "counted").request(),
              () -> {
                for (String signature : List.of("generated", "pure")) {
                  LayerAttribution other = request(model, signature);
                  Thread thread =
                      new Thread(
                          () -> {
                            explain(other);
                            order.add(signature);
                          });
                  others.add(thread);
                  thread.start();
                }
                join(others, 300);
                order.add("counted");
                return order;
              });
      join(others, 60_000);
      assertThat(order).startsWith("counted").containsOnlyOnce("generated", "pure");
    }
  }

  private static void join(List<Thread> threads, long millis) {
    try {
      for (Thread thread : threads) {
        thread.join(millis);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"counted, REFUSE", "generated, REFUSE", "remembered, REFUSE", "remembered, RESTORE"})
  void whatCannotBeRestoredOrShallNotChangeIsRefused(String signature, StatePolicy policy) {
    try (AttributableModel model = load(policy)) {
      LayerAttribution request = request(model, signature);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(request::attribute)
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.STATEFUL_MODEL);
                  assertThat(e).hasMessageContaining(signature).hasMessageContaining("(nodes ");
                  assertThat(e).hasMessageContaining("StatePolicy.");
                  assertThat(e.message(Wording.COMMAND_LINE))
                      .contains("--state ")
                      .doesNotContain("StatePolicy");
                });
      }
      assertThat(explain(request(model, "pure"))).hasSize(3);
    }
  }

  private static AttributableModel load(StatePolicy policy) {
    return load(ModelOptions.defaults().state(policy));
  }

  private static AttributableModel load(ModelOptions options) {
    return AttributableModel.load(Fixtures.model("tfmodule_stateful"), options);
  }

  private static LayerAttribution request(AttributableModel model, String signature) {
    return LayerGradientXActivation.on(model)
        .signature(signature)
        .layers("hidden")
        .mode(Mode.LOCAL)
        .input("x", row())
        .target(Target.of(1));
  }

  private static FloatNdArray row() {
    return NdArrays.wrap(Shape.of(1, 4), DataBuffers.of(0.1f, -0.4f, 0.3f, 0.7f));
  }

  private static float[] explain(LayerAttribution request) {
    return Digits.flat(request.attribute().get("hidden").floats());
  }
}
