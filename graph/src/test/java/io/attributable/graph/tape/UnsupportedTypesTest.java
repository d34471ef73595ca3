package io.attributable.graph.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** TensorFlow computes some ops in types that no op of a gradient may take. */
class UnsupportedTypesTest {
  private static final Shape SHAPE = Shape.of(2);

  /** Zeta takes numbers of 32 and 64 bits alone. */
  private static final GradientRule RULE =
      context ->
          Map.of(0, context.writer().op("Zeta", context.gradient(), context.input(0)).write());

  private static Map<TensorRef, TensorRef> gradient(DataType type) {
    FlatNode x = NodeBuilder.placeholder(type, SHAPE).build("x");
    FlatNode seed = NodeBuilder.placeholder(type, SHAPE).build("seed");
    FlatNode tanh = NodeBuilder.of("Tanh").input(x).shape(SHAPE).build("tanh");
    Map<String, FlatNode> nodes = new LinkedHashMap<>();
    Stream.of(x, seed, tanh).forEach(node -> nodes.put(node.name(), node));
    return new GradientTape(
            new GraphBuilder(FlatGraph.of(nodes), "gradient/"),
            RuleBook.of(Map.of("Tanh", RULE), context -> Map.of()),
            new FunctionGraphs(graph -> graph))
        .gradient(Map.of(tanh.output(0), List.of(seed.output(0))), List.of(x.output(0)));
  }

  @Test
  void areDifferentiatedWhereTheGradientTakesThem() {
    assertThat(gradient(DataType.DT_DOUBLE)).containsOnlyKeys(new TensorRef("x", 0));
  }

  @Test
  void haveNoGradientElsewhere() {
    NoGradientException refused =
        catchThrowableOfType(NoGradientException.class, () -> gradient(DataType.DT_HALF));
    assertThat(refused.node().name()).isEqualTo("tanh");
    assertThat(refused)
        .hasRootCauseMessage(
            "node \"gradient/Zeta\" contradicts its op: Zeta does not allow its attribute T");
  }
}
