package io.attributable.graph.layer;

import static io.attributable.graph.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.UnusedLayer;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.testing.ExpectedLayer;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;

/** What golden cases ask for is there, with as many tensors of the shapes that Python saw. */
class GoldenAddressesTest {
  private static final Set<ErrorCode> KNOWN_BEFORE_RUNNING =
      Set.of(
          ErrorCode.UNKNOWN_SIGNATURE,
          ErrorCode.UNKNOWN_LAYER,
          ErrorCode.AMBIGUOUS_LAYER,
          ErrorCode.INACTIVE_LAYER,
          ErrorCode.LAYER_WITHOUT_FLOATS,
          ErrorCode.BAD_ADDRESS,
          ErrorCode.UNKNOWN_OUTPUT,
          ErrorCode.OUTPUT_REQUIRED,
          ErrorCode.OUTPUT_NOT_FLOAT,
          ErrorCode.UNUSED_LAYER,
          ErrorCode.NO_ACTIVATION);
  private static final Map<String, LayerIndex> INDICES = new ConcurrentHashMap<>();

  static Stream<GoldenCase> cases() {
    return Fixtures.modelsWithCases().stream()
        .flatMap(model -> Fixtures.cases(model).stream())
        .filter(golden -> golden.needs().isEmpty());
  }

  static Stream<GoldenCase> served() {
    return cases().filter(golden -> golden.error().isEmpty());
  }

  static Stream<GoldenCase> refused() {
    return cases()
        .filter(golden -> golden.error().isPresent())
        .filter(golden -> KNOWN_BEFORE_RUNNING.contains(code(golden)));
  }

  @ParameterizedTest
  @MethodSource("served")
  void layersHaveTheTensorsThatPythonSaw(GoldenCase golden) {
    LayerIndex layers = layers(golden);
    OutputTensor output = OutputTensor.find(layers, golden.output());
    for (ExpectedLayer expected : golden.expected()) {
      List<TensorInfo> tensors = explained(layers, output, golden, expected.layer());
      List<NdArray<?>> arrays = expected.tensors();
      assertThat(tensors).hasSameSizeAs(arrays);
      for (int i = 0; i < arrays.size(); i++) {
        assertThat(tensors.get(i)).matches(fits(arrays.get(i)));
      }
    }
  }

  /** The tensors of a layer that the output depends on, or all, where zeros were asked for. */
  private static List<TensorInfo> explained(
      LayerIndex layers, OutputTensor output, GoldenCase golden, String layer) {
    LayerTensors whole = layers.resolve(layer, golden.port());
    return golden.unused() == UnusedLayer.ZEROS || whole.tensors().size() == 1
        ? whole.tensors()
        : Preflight.of(layers).explained(whole, output).tensors().tensors();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsWrongIsKnownBeforeAnythingRuns(GoldenCase golden) {
    assertRefused(
        code(golden),
        () -> {
          LayerIndex layers = layers(golden);
          for (String layer : golden.layers()) {
            Preflight.of(layers).check(layer, golden.port(), golden.output());
          }
        });
  }

  private static java.util.function.Predicate<TensorInfo> fits(NdArray<?> array) {
    return tensor -> {
      long[] known = tensor.shape().isUnknown() ? new long[0] : tensor.shape().asArray();
      for (int i = 0; i < known.length; i++) {
        if (known.length != array.rank() || (known[i] >= 0 && known[i] != array.shape().get(i))) {
          return false;
        }
      }
      return true;
    };
  }

  private static ErrorCode code(GoldenCase golden) {
    return Stream.of(ErrorCode.values())
        .filter(code -> code.id().equals(golden.error().orElseThrow()))
        .findFirst()
        .orElseThrow();
  }

  private static LayerIndex layers(GoldenCase golden) {
    return INDICES.computeIfAbsent(
        golden.model() + " " + golden.signature(),
        unused ->
            LayerIndex.of(
                SignatureFlattener.flatten(
                    SavedModelFile.read(Fixtures.model(golden.model())), golden.signature())));
  }
}
