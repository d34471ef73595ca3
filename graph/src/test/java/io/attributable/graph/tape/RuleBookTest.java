package io.attributable.graph.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

class RuleBookTest {
  private static final RuleBook RULES = RuleBook.of(JavaRules.all(), context -> Map.of());

  @ParameterizedTest
  @CsvSource({"Unpack, DT_FLOAT, true", "Unpack, DT_VARIANT, false", "Shape, DT_INT32, false"})
  void nativeGradientsOfNumericTypesOnly(String op, DataType type, boolean found) {
    FlatNode node =
        new FlatNode(
            "op",
            "op",
            0,
            OpRegistry.ofTensorFlow().find(op).orElseThrow(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(new FlatNode.Output(type, Shape.scalar())));
    assertThat(RULES.find(node).isPresent()).isEqualTo(found);
  }

  private static FlatNode node(String op) {
    return NodeBuilder.of(op)
        .input(new TensorRef("x", 0), DataType.DT_FLOAT)
        .shape(Shape.of(2))
        .build("op");
  }

  @Test
  void overridesCompose() {
    GradientRule first = context -> Map.of(0, context.gradient());
    GradientRule second = context -> Map.of(0, context.input(0));
    RuleBook book =
        RULES
            .overriding(Map.of("Relu", first, "Tanh", first))
            .overriding(Map.of("Tanh", second, "Elu", second));
    assertThat(book.find(node("Relu"))).containsSame(first);
    assertThat(book.find(node("Tanh"))).containsSame(second);
    assertThat(book.find(node("Elu"))).containsSame(second);
    assertThat(book.find(node("Selu"))).isEqualTo(RULES.find(node("Selu")));
  }

  /** As estimators that hand a gradient through a rounding need it. */
  @Test
  void overridesHandGradientsThroughWhatStopsThem() {
    FlatNode x = NodeBuilder.placeholder(DataType.DT_FLOAT, Shape.of(2)).build("image");
    FlatNode rounded = NodeBuilder.of("Round").input(x).shape(Shape.of(2)).build("rounded");
    FlatGraph graph = FlatGraph.of(new TreeMap<>(Map.of("image", x, "rounded", rounded)));
    RuleBook through = RULES.overriding(Map.of("Round", context -> Map.of(0, context.gradient())));
    assertThat(RULES.stops(graph, rounded)).isTrue();
    assertThat(through.stops(graph, rounded)).isFalse();
    TensorRef seed = x.output(0);
    Map<TensorRef, TensorRef> gradients =
        new GradientTape(
                new GraphBuilder(graph, "gradient/"),
                through,
                new FunctionGraphs(function -> function))
            .gradient(Map.of(rounded.output(0), List.of(seed)), List.of(x.output(0)));
    assertThat(gradients).isEqualTo(Map.of(x.output(0), seed));
  }
}
