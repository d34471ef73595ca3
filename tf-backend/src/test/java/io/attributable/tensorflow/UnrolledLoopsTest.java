package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.Optimisation;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.unroll.UnrolledLoops;
import io.attributable.tensorflow.internal.layer.InferredLayers;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that are written out, and loops that are not. */
@Tag("slow")
class UnrolledLoopsTest {
  private static final String RECURRENT = "k3_lstm";
  private static final FunctionGraphs FUNCTIONS = new FunctionGraphs(ShapeInference::infer);

  @Test
  void nothingIsLeftOfARecurrentLayersLoop() {
    FlatGraph graph = graph(RECURRENT);
    FlatGraph unrolled = UnrolledLoops.of(graph, FUNCTIONS, ConstantFolding::evaluate);
    assertThat(count(graph, "While")).isPositive();
    assertThat(count(unrolled, "While")).isZero();
    assertThat(count(unrolled, "TensorListStack")).isZero();
    assertThat(count(unrolled, "TensorListGetItem")).isZero();
    assertThat(count(unrolled, "Pack")).isGreaterThan(count(graph, "Pack"));
  }

  /** TensorFlow 1 fills whole arrays from a tensor, and joins them again. */
  @Test
  void nothingIsLeftOfTheArraysOfTensorFlow1() {
    FlatGraph graph = graph("tf1_recurrent_steps");
    FlatGraph unrolled = UnrolledLoops.of(graph, FUNCTIONS, ConstantFolding::evaluate);
    assertThat(count(graph, "While")).isEqualTo(3);
    assertThat(count(unrolled, "While")).isZero();
    for (String op : List.of("TensorListGather", "TensorListGetItem")) {
      assertThat(count(unrolled, op)).as(op).isZero();
    }
    assertThat(count(graph, "TensorListGather")).isPositive();
  }

  @Test
  void tensorsKeepTheirNamesAndTypes() {
    FlatGraph graph = graph(RECURRENT);
    FlatGraph unrolled = UnrolledLoops.of(graph, FUNCTIONS, ConstantFolding::evaluate);
    for (FlatNode node : graph.nodes()) {
      assertThat(unrolled.holds(node.output(0)) || node.outputs().isEmpty()).isTrue();
    }
    for (TensorSchema output : graph.signature().outputs()) {
      assertThat(unrolled.type(output.tensor())).isEqualTo(graph.type(output.tensor()));
      assertThat(Types.text(unrolled.shape(output.tensor())))
          .isEqualTo(Types.text(graph.shape(output.tensor())));
    }
  }

  @Test
  void whatWouldBeTooLargeStaysALoop() {
    FlatGraph graph = graph(RECURRENT);
    assertThat(UnrolledLoops.of(graph, FUNCTIONS, ConstantFolding::evaluate, 20)).isSameAs(graph);
  }

  /** Nobody computes the counters here, as where an op has no kernel. */
  @Test
  void whatNobodyCanCountStaysALoop() {
    FlatGraph graph = graph(RECURRENT);
    assertThat(UnrolledLoops.of(graph, FUNCTIONS, (nodes, wanted) -> Map.of())).isSameAs(graph);
  }

  @ParameterizedTest
  @CsvSource({
    "tf1_loops, 4, 2", // A condition on numbers, and a loop in a loop.
    "k3_rnn_stack, 4, 4", // Any number of time steps.
    "k2_export_bidirectional, 4, 2", // Both: Keras 2 takes the number from a shape.
    "tfmodule_branches, 1, 1" // A branch in a loop.
  })
  void whatDataDecidesStaysALoop(String name, long before, long after) {
    SavedModelFile file = SavedModelFile.read(Fixtures.model(name));
    long loops = 0;
    long left = 0;
    for (SignatureSchema signature : file.signatures()) {
      if (!signature.name().equals("serve")) {
        FlatGraph graph = InferredLayers.of(file, signature.name()).graph();
        loops += count(graph, "While");
        left += count(UnrolledLoops.of(graph, FUNCTIONS, ConstantFolding::evaluate), "While");
      }
    }
    assertThat(loops).isEqualTo(before);
    assertThat(left).isEqualTo(after);
  }

  /** With nothing but this, so that nothing else mends what it breaks, and without it alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3_lstm",
        "k3_rnn_masked",
        "k3_bidirectional",
        "k2_export_bidirectional",
        "k3_convlstm",
        "tfmodule_loops",
        "tf1_loops",
        "tf1_recurrent_steps"
      })
  void gradientsAreThoseOfPythonEitherWay(String name) {
    EnumSet<Optimisation> only = EnumSet.of(Optimisation.UNROLLED_LOOPS);
    check(name, only, WeightSource.FROZEN);
    check(name, only, WeightSource.VARIABLES);
    check(name, EnumSet.complementOf(only), WeightSource.FROZEN);
  }

  private static void check(String name, Set<Optimisation> wanted, WeightSource weights) {
    List<GoldenCase> cases =
        Fixtures.cases(name).stream()
            .filter(golden -> golden.mode() == Mode.GLOBAL && golden.error().isEmpty())
            .limit(2)
            .toList();
    assertThat(cases).isNotEmpty();
    ModelOptions options = ModelOptions.defaults().weights(weights).optimisations(wanted);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), options)) {
      cases.forEach(golden -> GoldenCheck.check(model, golden));
    }
  }

  private static FlatGraph graph(String name) {
    SavedModelFile file = SavedModelFile.read(Fixtures.model(name));
    return InferredLayers.of(file, file.defaultSignature()).graph();
  }

  private static long count(FlatGraph graph, String op) {
    return StreamSupport.stream(graph.nodes().spliterator(), false)
        .filter(node -> node.op().equals(op))
        .count();
  }
}
