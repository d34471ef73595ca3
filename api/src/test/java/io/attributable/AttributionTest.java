package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

class AttributionTest {
  private static final AttributedTensor FLOATS =
      new AttributedTensor(
          "conv/Relu:0", ElementType.FLOAT32, StdArrays.ndCopyOf(new float[][] {{1, 2, 3}}));
  private static final AttributedTensor DOUBLES =
      new AttributedTensor(
          "fine/add:0", ElementType.FLOAT64, StdArrays.ndCopyOf(new double[] {0.1, 1e300}));

  @Test
  void holdsWhatItWasMadeOf() {
    Prediction prediction = new Prediction("probs", FLOATS);
    Attribution attribution =
        new Attribution(
            "conv", Port.INPUT, new GradientXActivation(Mode.LOCAL), List.of(FLOATS), prediction);
    assertThat(attribution.layer()).isEqualTo("conv");
    assertThat(attribution.port()).isEqualTo(Port.INPUT);
    assertThat(attribution.method()).isEqualTo(new GradientXActivation(Mode.LOCAL));
    assertThat(attribution.tensors()).containsExactly(FLOATS);
    assertThat(attribution.tensor()).isSameAs(FLOATS);
    assertThat(attribution.prediction()).contains(prediction);
    assertThat(attribution)
        .hasToString("Attribution[conv INPUT gradient-x-activation [conv/Relu:0 float32[1, 3]]]");
  }

  @Test
  void hasNoPredictionUnlessAskedFor() {
    assertThat(attribution("conv", FLOATS).prediction()).isEmpty();
  }

  @Test
  void keepsItsTensors() {
    List<AttributedTensor> tensors = new ArrayList<>(List.of(FLOATS));
    Attribution attribution =
        new Attribution("conv", Port.OUTPUT, new GradientXActivation(), tensors, null);
    tensors.clear();
    assertThat(attribution.tensors()).containsExactly(FLOATS);
    assertThatThrownBy(() -> attribution.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void saysThatALayerHasSeveralTensors() {
    Attribution attribution = attribution("split", FLOATS, DOUBLES);
    assertThat(attribution.tensors()).hasSize(2);
    for (Runnable reading :
        List.<Runnable>of(attribution::tensor, attribution::floats, attribution::doubles)) {
      assertThatThrownBy(reading::run)
          .hasMessage(
              "[SeveralTensors] Layer \"split\" has 2 tensors. Use tensors() to read them all.");
    }
  }

  @Test
  void widensAndRoundsIntoNewArrays() {
    assertThat(attribution("conv", FLOATS).floats()).isSameAs(FLOATS.values());
    assertThat(attribution("fine", DOUBLES).doubles()).isSameAs(DOUBLES.values());
    assertThat(attribution("conv", FLOATS).doubles())
        .isEqualTo(StdArrays.ndCopyOf(new double[][] {{1, 2, 3}}));
    assertThat(attribution("fine", DOUBLES).floats())
        .isEqualTo(StdArrays.ndCopyOf(new float[] {0.1f, Float.POSITIVE_INFINITY}));
  }

  @Test
  void widensAndRoundsASingleNumber() {
    AttributedTensor narrow =
        new AttributedTensor("a:0", ElementType.FLOAT32, NdArrays.scalarOf(0.5f));
    AttributedTensor wide =
        new AttributedTensor("b:0", ElementType.FLOAT64, NdArrays.scalarOf(0.5));
    assertThat(narrow.doubles().getDouble()).isEqualTo(0.5);
    assertThat(wide.floats().getFloat()).isEqualTo(0.5f);
  }

  @Test
  void tensorsTellTheirShape() {
    assertThat(FLOATS.shape()).containsExactly(1, 3);
    assertThat(DOUBLES).hasToString("fine/add:0 float64[2]");
  }

  @Test
  void elementTypesAreCalledAsInNumPy() {
    assertThat(ElementType.values())
        .extracting(ElementType::numpyName)
        .containsExactly("float16", "bfloat16", "float32", "float64");
  }

  @Test
  void severalLayersAreFoundByTheAddressTheyWereAskedForWith() {
    Attribution conv = attribution("conv", FLOATS);
    Attribution again = attribution("scope:model/conv_1", FLOATS);
    Attributions attributions = new Attributions(List.of(conv, again));
    assertThat(attributions).containsExactly(conv, again);
    assertThat(attributions.layers()).containsExactly(conv, again);
    assertThat(attributions.get("scope:model/conv_1")).isSameAs(again);
    assertThat(attributions.prediction()).isEmpty();
  }

  @Test
  void aLayerThatWasNotAskedForIsNamedWithThoseThatWere() {
    Attributions attributions =
        new Attributions(List.of(attribution("conv", FLOATS), attribution("dense", FLOATS)));
    assertThatThrownBy(() -> attributions.get("conv2"))
        .hasMessage(
            "[NotRequested] Layer \"conv2\" is not part of this result; it holds conv, dense.");
  }

  @Test
  void thePredictionIsThatOfTheRun() {
    Prediction prediction = new Prediction("probs", FLOATS);
    Attribution explained =
        new Attribution(
            "conv", Port.OUTPUT, new GradientXActivation(), List.of(FLOATS), prediction);
    assertThat(new Attributions(List.of(explained)).prediction()).contains(prediction);
    assertThat(new Attributions(List.of()).prediction()).isEmpty();
  }

  private static Attribution attribution(String layer, AttributedTensor... tensors) {
    return new Attribution(layer, Port.OUTPUT, new GradientXActivation(), List.of(tensors), null);
  }
}
