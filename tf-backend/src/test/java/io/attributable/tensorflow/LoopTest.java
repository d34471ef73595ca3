package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import org.junit.jupiter.api.Test;

/** What users meet in models with loops, besides the numbers. */
class LoopTest {
  private static final String LOOPS = "tfmodule_loops";
  private static final GoldenCase COUNTED =
      Fixtures.cases(LOOPS).stream()
          .filter(golden -> golden.id().equals("counted-three-global-side"))
          .findFirst()
          .orElseThrow();

  @Test
  void aLoopThatGoesOnPastTheLimitFails() {
    try (AttributableModel model = load(2)) {
      assertThatThrownBy(() -> GoldenCheck.check(model, COUNTED))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.LOOP_LIMIT);
                assertThat(e).hasMessageContaining("while").hasMessageContaining("2 iterations");
              });
    }
  }

  @Test
  void aLoopOfTensorFlowOneThatGoesOnPastTheLimitFails() {
    GoldenCase golden = Fixtures.cases("tf1_loops").get(0);
    ModelOptions limited = ModelOptions.defaults().loopLimit(2);
    try (AttributableModel model =
        AttributableModel.load(Fixtures.model(golden.model()), limited)) {
      assertThatThrownBy(() -> GoldenCheck.check(model, golden))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.LOOP_LIMIT);
                assertThat(e).hasMessageContaining("while").hasMessageContaining("2 iterations");
              });
    }
  }

  @Test
  void aLoopWithinTheLimitIsRight() {
    try (AttributableModel model = load(1000)) {
      GoldenCheck.check(model, COUNTED);
    }
  }

  @Test
  void withoutALimitLoopsAreLeftAsTheyAre() {
    try (AttributableModel model = load(0)) {
      GoldenCheck.check(model, COUNTED);
    }
  }

  @Test
  void aLayerInsideALoopIsNamedTogetherWithTheOneAround() {
    assertInside(
        "k3_lstm", "scope:recurrent_1/lstm_1/while/lstm_cell_1", "the enclosing layer \"lstm\"");
  }

  @Test
  void aCellThatWasCalledOnTrialBeforeItsLoopLiesInside() {
    assertInside("k3_lstm", "lstm_cell", "the enclosing layer \"lstm\"");
  }

  @Test
  void whatLiesInALoopOfTensorFlowOneIsSaidToDoSo() {
    assertInside("tf1_loops", "counted/while/MatMul", "the enclosing layer \"counted");
  }

  private static void assertInside(String name, String layer, String words) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      LayerAttribution request = LayerGradientXActivation.on(model).layers(layer);
      assertThatThrownBy(request::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.LAYER_INSIDE_LOOP);
                assertThat(e).hasMessageContaining(words);
              });
    }
  }

  private static AttributableModel load(int limit) {
    return AttributableModel.load(Fixtures.model(LOOPS), ModelOptions.defaults().loopLimit(limit));
  }
}
