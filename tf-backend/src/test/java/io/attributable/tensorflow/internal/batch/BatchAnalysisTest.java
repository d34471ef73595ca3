package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.graph.batch.BatchAnalysis;
import io.attributable.graph.batch.BatchedInputs;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.unroll.UnrolledLoops;
import io.attributable.tensorflow.internal.layer.InferredLayers;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** What a graph proves of its examples. */
class BatchAnalysisTest {
  private static final FunctionGraphs FUNCTIONS = new FunctionGraphs(ShapeInference::infer);
  private static final int GRAPHS = 400;
  private static final int OPS = 6;
  private static final double ROUNDING = 1e-4;

  private static BatchAnalysis analysis(FlatGraph graph, BatchedInputs inputs) {
    return BatchAnalysis.of(graph, inputs, ShapeInference::infer);
  }

  private static BatchAnalysis analysis(RandomGraph random) {
    return analysis(random.graph(), new BatchedInputs(Map.of("x", RandomGraph.EXAMPLE), Map.of()));
  }

  /** What is proved holds of numbers: an example alone gives what it gives among others. */
  @Test
  @Tag("slow")
  void whatIsProvedOfRandomGraphsIsSo() {
    int proved = 0;
    int mixing = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraph random = new RandomGraph(seed, OPS);
      TensorRef last = random.last();
      boolean independent = isIndependent(random, last);
      if (isProved(random, last)) {
        assertThat(independent).as("graph " + seed + "\n" + text(random.graph())).isTrue();
        proved++;
      } else if (!independent) {
        mixing++;
      }
    }
    // Neither all nor none of them, or the test would show nothing.
    assertThat(proved).isGreaterThan(GRAPHS / 10);
    assertThat(mixing).isGreaterThan(GRAPHS / 10);
  }

  /** Nothing is proved of what TensorFlow refuses for other numbers of examples. */
  private static boolean isProved(RandomGraph random, TensorRef tensor) {
    try {
      return analysis(random).areRows(List.of(tensor));
    } catch (TensorFlowException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String text(FlatGraph graph) {
    StringBuilder text = new StringBuilder();
    graph.nodes().forEach(node -> text.append(node).append(node.attributes()).append('\n'));
    return text.toString();
  }

  /** Of a tensor with a row for each example. */
  private static boolean isIndependent(RandomGraph random, TensorRef tensor) {
    float[] together = random.values(tensor, 0, 1, 2);
    int size = together.length / 3;
    for (int example = 0; example < 3; example++) {
      float[] alone = random.values(tensor, example);
      float[] row = Arrays.copyOfRange(together, example * size, (example + 1) * size);
      if (alone.length != size || !agree(alone, row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean agree(float[] one, float[] other) {
    for (int i = 0; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > ROUNDING * (1 + Math.abs(one[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Networks of all kinds, as Keras and TensorFlow write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "digits",
        "k2_save_cnn",
        "k2_save_several",
        "k3_cnn",
        "k3_lstm",
        "k3_several",
        "k3_transformer",
        "k3_volumes",
        "tfmodule_two_signatures"
      })
  void networksAreProved(String name) {
    FlatGraph graph = graph(name);
    BatchAnalysis found = analysis(graph, inputs(name, graph));
    for (TensorSchema output : graph.signature().outputs()) {
      assertThat(found.areRows(List.of(output.tensor())))
          .as(() -> output.name() + " by " + found.obstacle(output.tensor()))
          .isTrue();
    }
    assertThat(found.multiplications()).isPositive();
  }

  /** Convolutions of 4,608, 73,728 and 36,864, dense layers of 8,192 and 320. */
  @Test
  void multiplicationsAreThoseOfOneExample() {
    FlatGraph digits = graph("digits");
    assertThat(analysis(digits, inputs("digits", digits)).multiplications())
        .isCloseTo(4_608 + 73_728 + 36_864 + 8_192 + 320, within(1e-3));
    assertThat(attention()).isCloseTo(2 * 4 * 4 * 6, within(1e-3));
  }

  /** Products of 4 × 6 and 6 × 4, and of 4 × 4 and 4 × 6, for each example. */
  private static double attention() {
    FlatNode x =
        NodeBuilder.placeholder(DataType.DT_FLOAT, RandomGraph.EXAMPLE.prepend(-1)).build("x");
    FlatNode scores =
        NodeBuilder.of("Einsum")
            .input(x)
            .input(x)
            .with("equation", Attributes.of("nqd,nkd->nqk"))
            .build("scores");
    FlatNode mean =
        NodeBuilder.of("Einsum")
            .input(scores)
            .input(x)
            .with("equation", Attributes.of("nqk,nkd->nqd"))
            .build("mean");
    Map<String, FlatNode> nodes = new LinkedHashMap<>();
    List.of(x, scores, mean).forEach(node -> nodes.put(node.name(), node));
    TensorSchema input =
        new TensorSchema("x", x.output(0), DataType.DT_FLOAT, RandomGraph.EXAMPLE.prepend(-1));
    FlatGraph graph =
        FlatGraph.of(nodes).with(new SignatureSchema("", List.of(input), List.of()), nodes);
    return analysis(graph, new BatchedInputs(Map.of("x", RandomGraph.EXAMPLE), Map.of()))
        .multiplications();
  }

  /** A maximum over the batch decides a branch, or how long a loop runs. */
  @ParameterizedTest
  @ValueSource(strings = {"k3_branches", "tf1_branches", "tf1_recurrent"})
  void whatDecidesForAllExamplesIsNot(String name) {
    FlatGraph graph = graph(name);
    TensorRef output = graph.signature().outputs().get(0).tensor();
    BatchAnalysis found = analysis(graph, inputs(name, graph));
    assertThat(found.areRows(List.of(output))).isFalse();
    assertThat(found.obstacle(output)).isPresent();
  }

  private static FlatGraph graph(String name) {
    SavedModelFile file = SavedModelFile.read(Fixtures.model(name));
    return UnrolledLoops.of(
        InferredLayers.of(file, file.defaultSignature()).graph(),
        FUNCTIONS,
        ConstantFolding::evaluate);
  }

  private static BatchedInputs inputs(String name, FlatGraph graph) {
    GoldenCase golden = Fixtures.cases(name).get(0);
    Map<String, Shape> examples = new HashMap<>();
    for (TensorSchema input : graph.signature().inputs()) {
      examples.put(input.name(), golden.input(input.name()).shape().tail());
    }
    return new BatchedInputs(examples, Map.of());
  }
}
