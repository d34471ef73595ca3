package io.attributable.graph.tape.rules;

import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tape.GradientTape;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** What has a gradient for some inputs, outputs or shapes only is refused for all others. */
class RefusedGradientTest {
  private static final AttrValue YES = AttrValue.newBuilder().setB(true).build();

  @ParameterizedTest
  @CsvSource({"a", "b"})
  void parametersOfTheBetaIntegral(String parameter) {
    NodeDef.Builder beta = op("y", "Betainc", "a", "b", "x");
    assertRefused(differentiated(beta, 0, parameter));
    assertGiven(differentiated(beta, 0, "x"));
  }

  @ParameterizedTest
  @CsvSource({"Polygamma", "Zeta"})
  void ordersAndExponents(String function) {
    NodeDef.Builder node = op("y", function, "a", "x");
    assertRefused(differentiated(node, 0, "a"));
    assertGiven(differentiated(node, 0, "x"));
  }

  @ParameterizedTest
  @CsvSource({"high", "wide", "unknown"})
  void freeSingularVectors(String matrix) {
    NodeDef.Builder full = op("y", "Svd", matrix).putAttr("full_matrices", YES);
    assertGiven(differentiated(full, 0, matrix));
    assertRefused(differentiated(full, 1, matrix));
    assertRefused(differentiated(full, 2, matrix));
    assertGiven(differentiated(op("y", "Svd", matrix), 1, matrix));
  }

  @Test
  void singularVectorsThatFollowFromTheOthers() {
    NodeDef.Builder full = op("y", "Svd", "almost").putAttr("full_matrices", YES);
    assertGiven(differentiated(full, 2, "almost"));
  }

  @ParameterizedTest
  @CsvSource({"high", "unknown"})
  void freeOrthogonalColumns(String matrix) {
    assertRefused(differentiated(op("y", "Qr", matrix).putAttr("full_matrices", YES), 0, matrix));
    assertGiven(differentiated(op("y", "Qr", matrix), 0, matrix));
  }

  @Test
  void leastSquaresOfAnyRank() {
    AttrValue no = AttrValue.newBuilder().setB(false).build();
    NodeDef.Builder solve = op("y", "MatrixSolveLs", "high", "high", "price");
    assertGiven(differentiated(solve, 0, "high"));
    assertRefused(differentiated(solve.putAttr("fast", no), 0, "high"));
  }

  private static Attempt differentiated(NodeDef.Builder node, int output, String input) {
    FlatGraph graph =
        MadeModel.model()
            .nodes(placeholder("a", 3), placeholder("b", 3), placeholder("x", 3))
            .nodes(
                placeholder("high", 4, 2), placeholder("wide", 2, 4), placeholder("almost", 2, 3))
            .nodes(placeholder("unknown", -1, -1))
            .nodes(placeholder("price").putAttr("dtype", type(DataType.DT_DOUBLE)))
            .nodes(node)
            .output("y", "y:" + output)
            .flatten();
    GradientTape tape =
        new GradientTape(
            new GraphBuilder(graph, "gradient/"),
            RuleBook.of(JavaRules.all(), c -> Map.of()),
            new FunctionGraphs(UnaryOperator.identity()));
    TensorRef y = new TensorRef("y", output);
    TensorRef x = new TensorRef(input, 0);
    return () -> tape.gradient(Map.of(y, List.of(y)), Set.of(x)).containsKey(x);
  }

  @FunctionalInterface
  private interface Attempt {
    boolean succeeds();
  }

  private static void assertRefused(Attempt attempt) {
    assertThatThrownBy(attempt::succeeds)
        .isInstanceOfSatisfying(
            NoGradientException.class, e -> assertThat(e.node().name()).isEqualTo("y"));
  }

  private static void assertGiven(Attempt attempt) {
    assertThat(attempt.succeeds()).isTrue();
  }
}
