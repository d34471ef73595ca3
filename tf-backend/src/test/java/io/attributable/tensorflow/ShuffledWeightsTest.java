package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Activation;
import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import io.attributable.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;

class ShuffledWeightsTest {
  private static final String SIGNATURE = "serving_default";

  @SuppressWarnings("NullAway.Init") // Loaded before all tests.
  private static AttributableModel model;

  private static final NdArray<?> IMAGES =
      Fixtures.array(Fixtures.golden().resolve("digits/four.image.npy"));

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("digits"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Attributions explain(AttributableModel which, String layer) {
    return LayerAttribution.on(which)
        .layers(layer)
        .method(new Activation())
        .withPrediction()
        .input("image", IMAGES)
        .attribute();
  }

  private static AttributedTensor values(AttributableModel which, String layer) {
    return explain(which, layer).get(layer).tensor();
  }

  private static AttributedTensor output(AttributableModel which) {
    return explain(which, "conv1").prediction().orElseThrow().tensor();
  }

  @Test
  void layersWithWeightsBeginAtTheOutput() {
    List<String> layers = ShuffledWeights.layers(model, SIGNATURE);
    assertThat(layers).containsExactly("logits", "features", "conv3", "conv2", "conv1");
  }

  @Test
  void noneShuffledIsTheModelItself() {
    try (AttributableModel same = ShuffledWeights.of(model, SIGNATURE, 0, 1)) {
      assertThat(output(same)).isEqualTo(output(model));
    }
  }

  @Test
  void theLastLayerAloneIsShuffled() {
    AttributedTensor before = output(model);
    try (AttributableModel shuffled = ShuffledWeights.of(model, SIGNATURE, 1, 1)) {
      assertThat(output(shuffled)).isNotEqualTo(before);
      assertThat(values(shuffled, "conv3")).isEqualTo(values(model, "conv3"));
    }
    assertThat(output(model)).isEqualTo(before);
  }

  @Test
  void layersBelowFollow() {
    try (AttributableModel shuffled = ShuffledWeights.of(model, SIGNATURE, 4, 1)) {
      assertThat(values(shuffled, "conv2")).isNotEqualTo(values(model, "conv2"));
      assertThat(values(shuffled, "conv1")).isEqualTo(values(model, "conv1"));
    }
  }

  @Test
  void seedsMakeOrdersComeAgain() {
    try (AttributableModel one = ShuffledWeights.of(model, SIGNATURE, 5, 7);
        AttributableModel same = ShuffledWeights.of(model, SIGNATURE, 5, 7);
        AttributableModel other = ShuffledWeights.of(model, SIGNATURE, 5, 8)) {
      assertThat(output(same)).isEqualTo(output(one));
      assertThat(output(other)).isNotEqualTo(output(one));
    }
  }

  /** The sum of a linear layer's weights is not changed by their order, where all inputs are 1. */
  @Test
  void weightsArePermutedAndNotReplaced() {
    try (AttributableModel plain = AttributableModel.load(Fixtures.model("captum_multilayer"));
        AttributableModel shuffled = ShuffledWeights.of(plain, SIGNATURE, 3, 3)) {
      assertThat(ShuffledWeights.layers(plain, SIGNATURE)).hasSize(3);
      assertThat(sum(shuffled)).isEqualTo(sum(plain));
    }
  }

  private static double sum(AttributableModel which) {
    AttributedTensor first =
        LayerAttribution.on(which)
            .layers("linear0")
            .method(new Activation())
            .input("x", StdArrays.ndCopyOf(new float[][] {{1, 1, 1}}))
            .attribute()
            .get("linear0")
            .tensor();
    double[] sum = new double[1];
    first.doubles().scalars().forEach(value -> sum[0] += value.getDouble());
    return sum[0];
  }

  @Test
  void moreLayersThanThereAreAreRefused() {
    assertThatThrownBy(() -> ShuffledWeights.of(model, SIGNATURE, 6, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("6 of 5 layers");
  }
}
