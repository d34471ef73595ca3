package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> NAMES =
      List.of("conv1", "conv2", "conv10", "dense", "Dense_1", "conv2", "a");

  @Test
  void theNearestThreeComeFirst() {
    assertThat(Suggestions.nearest("conv3", NAMES)).containsExactly("conv1", "conv2", "conv10");
  }

  @Test
  void capitalsDoNotMatter() {
    assertThat(Suggestions.nearest("DENSE", NAMES)).containsExactly("dense", "Dense_1");
  }

  @Test
  void whatIsTooFarIsNoHelp() {
    assertThat(Suggestions.nearest("attention", NAMES)).isEmpty();
    assertThat(Suggestions.didYouMean("attention", NAMES)).isEmpty();
  }

  @Test
  void theyEndAMessage() {
    assertThat(Suggestions.didYouMean("dens", List.of("dense", "dense_1")))
        .isEqualTo(" Did you mean \"dense\"?");
    assertThat(Suggestions.didYouMean("dense", List.of("dense_1", "dense_2")))
        .isEqualTo(" Did you mean \"dense_1\" or \"dense_2\"?");
  }
}
