package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.DeepLift;
import io.attributable.IntegratedGradients;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.TensorShape;
import io.attributable.UnusedLayer;
import io.attributable.cli.request.Request;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

class KeptFeaturesTest {
  private static final SignatureDescription SIGNATURE =
      new SignatureDescription(
          "serving_default",
          List.of(input("age", "float32"), input("city", "string"), input("rooms", "int64")),
          List.of());
  private static final List<InputView> TABLE =
      List.of(new InputView.Table("row", List.of("age", "city", "rooms"), List.of(), List.of()));
  private static final NdArray<?> ROW = NdArrays.vectorOf(1L);

  private static TensorDescription input(String name, String dtype) {
    return new TensorDescription(name, dtype, TensorShape.of(-1, 1));
  }

  private static Optional<String> note(AttributionMethod method, String... layers) {
    Request request =
        new Request(
            Optional.empty(),
            List.of(layers),
            Port.OUTPUT,
            method,
            Optional.empty(),
            Target.none(),
            UnusedLayer.ERROR,
            Optional.empty(),
            Map.of(),
            Reduction.none(),
            false);
    return KeptFeatures.note(request, SIGNATURE, TABLE);
  }

  @Test
  void featuresThatStayAsTheyAreAreTold() {
    assertThat(note(new IntegratedGradients(), "features").orElseThrow())
        .startsWith("No baseline is named for \"city\", \"rooms\":")
        .endsWith("Name one, such as city=\"TEXT\".");
    assertThat(note(new DeepLift(Baseline.of("city", ROW)), "features").orElseThrow())
        .startsWith("No baseline is named for \"rooms\":")
        .endsWith("such as rooms=NUMBER.");
  }

  @Test
  void nothingIsToldWhereNothingIsMissing() {
    Baseline both = Baseline.of(0, Map.of("city", ROW, "rooms", ROW));
    assertThat(note(new IntegratedGradients(both), "features")).isEmpty();
    assertThat(note(new Saliency(), "features")).isEmpty();
    assertThat(note(new IntegratedGradients(), "input:age"))
        .as("of inputs that are not explained nothing is expected")
        .isEmpty();
    assertThat(note(new IntegratedGradients(Baseline.of("features", ROW)), "features"))
        .as("a baseline of the layer itself")
        .isEmpty();
  }
}
