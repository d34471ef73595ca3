package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.samples.digits.DigitExplanation.LayerEvidence;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the explainer says about the sample's digits; the third is a 3 that is nearly an 8. */
class InquiryTest {
  private static List<DigitExplanation> explanations;

  @BeforeAll
  static void explain() throws IOException {
    try (SampleFiles files = SampleFiles.unpack();
        DigitsExplainer explainer = DigitsExplainer.load(files.model())) {
      List<Digit> digits = DigitReader.read(files.images(), files.labels());
      explanations = new Inquiry(explainer).explain(digits);
    }
  }

  @Test
  void readsTheDigitsAsTheModelDoes() {
    assertThat(explanations)
        .extracting(explanation -> explanation.reading().best())
        .containsExactly(2, 4, 3, 5, 4, 1);
    assertThat(explanations)
        .extracting(explanation -> explanation.reading().runnerUp())
        .containsExactly(3, 8, 8, 9, 6, 8);
    assertThat(explanations.get(2).reading().probability(3)).isCloseTo(0.5231, within(1e-3));
    assertThat(explanations.get(2).reading().score(3)).isCloseTo(5.642, within(1e-2));
  }

  @Test
  void layersGoFromThePixelsInwards() {
    assertThat(explanations.get(0).layers())
        .extracting(layer -> layer.forBest().global().place())
        .containsExactly("conv1 input", "conv2 output", "conv3 output");
    assertThat(explanations.get(0).layers())
        .extracting(layer -> layer.forBest().global().values().rows())
        .containsExactly(8, 8, 4);
  }

  /** Sums and reaches that TensorFlow's own gradient tape gave in Python. */
  @Test
  void mapsAreThoseOfTheReferenceImplementation() {
    List<LayerEvidence> layers = explanations.get(2).layers();

    assertThat(layers)
        .extracting(layer -> layer.forBest().global().values().sum())
        .satisfiesExactly(
            sum -> assertThat(sum).isCloseTo(6.46, within(0.01)),
            sum -> assertThat(sum).isCloseTo(5.73, within(0.01)),
            sum -> assertThat(sum).isCloseTo(5.76, within(0.01)));
    assertThat(layers.get(0).forRunnerUp().local().values().reach()).isCloseTo(8.8f, within(0.01f));
    assertThat(layers.get(2).difference().values().sum()).isCloseTo(0.37, within(0.01));
  }

  @Test
  void everyMapIsLabelledWithItsQuestion() {
    AttributionMap map = explanations.get(2).layers().get(0).forRunnerUp().local();

    assertThat(map.layer()).isEqualTo("conv1");
    assertThat(map.port()).isEqualTo(Port.INPUT);
    assertThat(map.mode()).isEqualTo(Mode.LOCAL);
    assertThat(map.target()).isEqualTo("8");
  }

  @Test
  void blankPixelsContributeNothingButHaveGradients() {
    DigitExplanation explanation = explanations.get(2);
    Grid ink = explanation.digit().ink();
    AttributionMap global = explanation.layers().get(0).forBest().global();
    AttributionMap local = explanation.layers().get(0).forBest().local();

    assertThat(ink.at(0, 0)).isZero();
    assertThat(global.values().at(0, 0)).isZero();
    assertThat(local.values().at(0, 0)).isNotZero();
  }
}
