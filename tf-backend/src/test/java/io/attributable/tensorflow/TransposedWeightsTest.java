package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Optimisation;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.optimise.WeightOrder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Products by transposed weights, held against those by weights that were transposed before. */
class TransposedWeightsTest extends NodesFixture {
  private static final int STEPS = 3;

  private FlatNode put(FlatNode node) {
    nodes.add(node);
    return node;
  }

  /** Rows of examples, or of the steps of examples. */
  private FlatNode rows(String name, int depth, boolean ofSequences) {
    Shape rows = Shape.of(2 * STEPS, depth);
    FlatNode given =
        constant(name, random(ofSequences ? Shape.of(2, STEPS).append(Shape.of(depth)) : rows));
    return ofSequences
        ? put(
            NodeBuilder.of("Reshape")
                .input(given)
                .input(constant(name + "/sizes", sizes(rows)))
                .shape(rows)
                .build(name + "/rows"))
        : given;
  }

  private static TensorProto sizes(Shape shape) {
    TensorProto.Builder sizes =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT64)
            .setTensorShape(Types.proto(Shape.of(shape.numDimensions())));
    LongStream.of(shape.asArray()).forEach(sizes::addInt64Val);
    return sizes.build();
  }

  private TensorRef product(String name, FlatNode rows, int depth, int width) {
    return product(name, rows, Shape.of(width, depth), true);
  }

  private TensorRef product(String name, FlatNode rows, Shape weights, boolean transposed) {
    long width = weights.get(transposed ? 0 : 1);
    return put(NodeBuilder.of("MatMul")
            .input(rows)
            .input(constant(name + "/weights", random(weights)))
            .with("transpose_b", Attributes.of(transposed))
            .shape(Shape.of(-1, width))
            .build(name))
        .output(0);
  }

  private Collection<FlatNode> optimised(Set<TensorRef> fetched) {
    return optimised(fetched, Optimisation.PLAIN_PRODUCTS, Optimisation.CONSTANTS_AS_VARIABLES);
  }

  private Collection<FlatNode> optimised(Set<TensorRef> fetched, Optimisation... how) {
    return optimised(fetched, WeightOrder.PLAIN, how);
  }

  private Collection<FlatNode> optimised(
      Set<TensorRef> fetched, WeightOrder order, Optimisation... how) {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), fetched, Set.of(), node -> true);
    new Optimiser(Set.of(how), (all, wanted) -> Map.of(), order).optimise(plan);
    return plan.all();
  }

  private static long transposed(Collection<FlatNode> nodes) {
    return nodes.stream()
        .filter(node -> node.op().equals("MatMul") && node.attribute("transpose_b").getB())
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "20, 10, false, 0",
    "20, 10, true, 0",
    "520, 300, true, 0",
    "300, 520, true, 0",
    "520, 300, false, 1"
  })
  void weightsAreTransposedWhereThatPays(int depth, int width, boolean ofSequences, int left) {
    TensorRef result = product("y", rows("x", depth, ofSequences), depth, width);
    Collection<FlatNode> optimised = optimised(Set.of(result));
    assertThat(transposed(optimised)).isEqualTo(left);
    float[] expected = run(nodes, result);
    float[] actual = run(optimised, result);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f * depth));
    }
  }

  /** With AVX2 alone: rows of weights at distances of half pages are turned, others left alone. */
  @ParameterizedTest
  @CsvSource({
    "300, 512, false, true, 1",
    "300, 1536, false, true, 1",
    "300, 520, false, true, 0",
    "300, 512, false, false, 0",
    "512, 300, true, true, 1",
    "20, 10, true, true, 1"
  })
  void rowsAtWholeDistancesAreTurned(
      int depth, int width, boolean transposed, boolean ofSequences, int turned) {
    Shape weights = transposed ? Shape.of(width, depth) : Shape.of(depth, width);
    TensorRef result = product("y", rows("x", depth, ofSequences), weights, transposed);
    Collection<FlatNode> optimised =
        optimised(
            Set.of(result),
            WeightOrder.TRANSPOSED,
            Optimisation.PLAIN_PRODUCTS,
            Optimisation.CONSTANTS_AS_VARIABLES);
    assertThat(transposed(optimised)).isEqualTo(turned);
    float[] expected = run(nodes, result);
    float[] actual = run(optimised, result);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f * depth));
    }
  }

  /** Constants in the graph are there several times. */
  @Test
  void largeCopiesAreVariables() {
    Set<TensorRef> result = Set.of(product("y", rows("x", 520, true), 520, 300));
    assertThat(transposed(optimised(result, Optimisation.PLAIN_PRODUCTS))).isEqualTo(1);
  }

  /** As those that {@code Tensordot} computes of a shape, where the number of examples is open. */
  @ParameterizedTest
  @CsvSource({"PLAIN, true, 0", "TRANSPOSED, false, 1"})
  void whatRowsWereShapedByMayBeUnknown(WeightOrder order, boolean transposed, int left) {
    FlatNode rows =
        put(
            NodeBuilder.of("Reshape")
                .input(constant("x", random(Shape.of(2, 3, 512))))
                .input(constant("sizes", sizes(Shape.of(6, 512))))
                .shape(Shape.of(-1, -1))
                .build("rows"));
    Shape weights = transposed ? Shape.of(1024, 512) : Shape.of(512, 1024);
    Set<TensorRef> result = Set.of(product("y", rows, weights, transposed));
    assertThat(
            transposed(
                optimised(
                    result,
                    order,
                    Optimisation.PLAIN_PRODUCTS,
                    Optimisation.CONSTANTS_AS_VARIABLES)))
        .isEqualTo(left);
  }

  /** A picture that is made one row has a row for each example. */
  @Test
  void rowsOfWholeExamplesAreNoSequences() {
    FlatNode picture = constant("x", random(Shape.of(2, 10, 52)));
    FlatNode rows =
        put(
            NodeBuilder.of("Reshape")
                .input(picture)
                .input(constant("sizes", sizes(Shape.of(2, 520))))
                .shape(Shape.of(2, 520))
                .build("rows"));
    assertThat(transposed(optimised(Set.of(product("y", rows, 520, 300))))).isEqualTo(1);
  }

  /** Each copy is of 4 MiB, and a plan has 24 MiB for them. */
  @Test
  void copiesAreBounded() {
    FlatNode rows = rows("x", 1024, true);
    Set<TensorRef> results = new LinkedHashSet<>();
    for (int i = 0; i < 8; i++) {
      results.add(product("y" + i, rows, 1024, 1024));
    }
    assertThat(transposed(optimised(results))).isEqualTo(2);
  }
}
