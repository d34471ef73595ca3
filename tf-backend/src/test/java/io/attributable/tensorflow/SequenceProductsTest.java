package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Optimisation;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Products of all steps of a sequence with one matrix, held against those of each step. */
class SequenceProductsTest extends NodesFixture {
  private static final int STEPS = 4;
  private static final int DEPTH = 5;
  private static final int WIDTH = 2;
  private static final TensorRef RESULT = new TensorRef("result", 0);

  private FlatNode put(FlatNode node) {
    nodes.add(node);
    return node;
  }

  private FlatNode matrix(String name, boolean transposed) {
    return constant(name, random(transposed ? Shape.of(WIDTH, DEPTH) : Shape.of(DEPTH, WIDTH)));
  }

  private FlatNode unpack(FlatNode sequence, int rows) {
    return put(
        NodeBuilder.of("Unpack")
            .input(sequence)
            .with("num", Attributes.of(STEPS))
            .build("items")
            .withOutputs(
                Collections.nCopies(
                    STEPS, new FlatNode.Output(DataType.DT_FLOAT, Shape.of(rows, DEPTH)))));
  }

  private FlatNode product(int step, TensorRef rows, FlatNode matrix, boolean transposed) {
    return put(
        NodeBuilder.of("MatMul")
            .input(rows, DataType.DT_FLOAT)
            .input(matrix)
            .with("transpose_b", Attributes.of(transposed))
            .shape(Shape.of(-1, WIDTH))
            .build("product" + step));
  }

  private void packed(List<FlatNode> items) {
    NodeBuilder pack = NodeBuilder.of("Pack");
    items.forEach(pack::input);
    put(pack.shape(Shape.of(items.size()).append(Shape.of(-1, WIDTH))).build("result"));
  }

  /** What recurrent cells do with a step: something that is not linear. */
  private FlatNode cell(String op, FlatNode product) {
    return put(
        NodeBuilder.of(op)
            .input(product)
            .shape(product.outputs().get(0).shape())
            .build("cell_of_" + product.name()));
  }

  private List<FlatNode> unpackedProducts(int rows, boolean transposed) {
    FlatNode items = unpack(constant("x", random(Shape.of(STEPS, rows, DEPTH))), rows);
    FlatNode matrix = matrix("w", transposed);
    List<FlatNode> products = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      products.add(product(step, items.output(step), matrix, transposed));
    }
    return products;
  }

  private Collection<FlatNode> optimised(Set<TensorRef> fetched, Set<TensorRef> explained) {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), fetched, explained, node -> true);
    new Optimiser(Set.of(Optimisation.PLAIN_PRODUCTS), (all, wanted) -> Map.of()).optimise(plan);
    return plan.all();
  }

  private void check(int products) {
    check(products, optimised(Set.of(RESULT), Set.of()));
  }

  private void check(int products, Collection<FlatNode> optimised) {
    assertThat(optimised).filteredOn(node -> node.op().equals("MatMul")).hasSize(products);
    float[] expected = run(nodes, RESULT);
    float[] actual = run(optimised, RESULT);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(2e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "3, false", "3, true", "0, false"})
  void itemsAreMultipliedAtOnce(int rows, boolean transposed) {
    packed(unpackedProducts(rows, transposed).stream().map(p -> cell("Tanh", p)).toList());
    check(1);
  }

  @Test
  void productsOfAFewStepsStay() {
    FlatNode items = unpack(constant("x", random(Shape.of(STEPS, 3, DEPTH))), 3);
    FlatNode product = product(1, items.output(1), matrix("w", false), false);
    packed(List.of(cell("Tanh", product)));
    check(1);
    assertThat(optimised(Set.of(RESULT), Set.of())).contains(product);
  }

  @Test
  void aProductThatIsFetchedKeepsItsName() {
    List<FlatNode> products = unpackedProducts(3, false);
    packed(products.stream().map(product -> cell("Tanh", product)).toList());
    Collection<FlatNode> optimised = optimised(Set.of(RESULT, products.get(2).output(0)), Set.of());
    check(2, optimised);
    assertThat(optimised).contains(products.get(2));
  }

  /** In other digits a product may be on the other side of the point. */
  @Test
  void productsBeforeANonDifferentiablePointStay() {
    packed(unpackedProducts(3, false).stream().map(product -> cell("Relu", product)).toList());
    check(STEPS, optimised(Set.of(RESULT), Set.of(new TensorRef("x", 0))));
  }

  @Test
  void productsWithSeveralMatricesAreSeveral() {
    FlatNode items = unpack(constant("x", random(Shape.of(STEPS, 3, DEPTH))), 3);
    List<FlatNode> matrices = List.of(matrix("v", false), matrix("w", false));
    packed(
        Stream.of(0, 1, 2, 3)
            .map(step -> product(step, items.output(step), matrices.get(step % 2), false))
            .map(product -> cell("Tanh", product))
            .toList());
    check(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsPackedIsMultipliedAtOnce(boolean transposed) {
    FlatNode matrix = matrix("w", transposed);
    packed(
        Stream.of(0, 1, 2, 3)
            .map(step -> constant("gates" + step, random(Shape.of(3, DEPTH))))
            .map(gates -> product(nodes.size(), gates.output(0), matrix, transposed))
            .toList());
    check(1);
  }

  @Test
  void aProductThatIsPackedTwiceStays() {
    FlatNode matrix = matrix("w", false);
    FlatNode gates = constant("gates", random(Shape.of(3, DEPTH)));
    FlatNode product = product(0, gates.output(0), matrix, false);
    packed(List.of(product, product));
    check(1);
    assertThat(optimised(Set.of(RESULT), Set.of())).contains(product);
  }

  /** As an LSTM adds its bias in each step, in one of two orders. */
  private void biased(String op, boolean itemFirst, FlatNode bias) {
    FlatNode items = unpack(constant("x", random(Shape.of(STEPS, 3, DEPTH))), 3);
    List<FlatNode> steps = new ArrayList<>();
    FlatNode state = constant("state", random(Shape.of(3, DEPTH)));
    for (int step = 0; step < STEPS; step++) {
      NodeBuilder sum = NodeBuilder.of("AddV2");
      if (itemFirst) {
        sum.input(items.output(step), DataType.DT_FLOAT).input(state);
      } else {
        sum.input(state).input(items.output(step), DataType.DT_FLOAT);
      }
      FlatNode gates = put(sum.shape(Shape.of(3, DEPTH)).build("sum" + step));
      FlatNode all =
          put(
              NodeBuilder.of(op)
                  .input(gates)
                  .input(bias)
                  .shape(Shape.of(3, DEPTH))
                  .build("all" + step));
      state = cell("Tanh", all);
      steps.add(state);
    }
    packed(steps);
  }

  private void checkSums(int left) {
    Collection<FlatNode> optimised = optimised(Set.of(RESULT), Set.of());
    assertThat(optimised)
        .filteredOn(node -> Set.of("AddV2", "BiasAdd").contains(node.op()))
        .hasSize(left);
    check(0, optimised);
  }

  @ParameterizedTest
  @CsvSource({"BiasAdd, true", "BiasAdd, false", "AddV2, true", "AddV2, false"})
  void aBiasOfAllStepsIsAddedAtOnce(String op, boolean itemFirst) {
    biased(op, itemFirst, constant("b", random(Shape.of(DEPTH))));
    checkSums(STEPS + 1);
  }

  /** As a GRU adds one to what it is given. */
  @Test
  void aBiasOfItemsAloneIsAddedAtOnce() {
    FlatNode items = unpack(constant("x", random(Shape.of(STEPS, 3, DEPTH))), 3);
    FlatNode bias = constant("b", random(Shape.of(DEPTH)));
    List<FlatNode> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      FlatNode sum =
          put(
              NodeBuilder.of("BiasAdd")
                  .input(items.output(step), DataType.DT_FLOAT)
                  .input(bias)
                  .shape(Shape.of(3, DEPTH))
                  .build("all" + step));
      steps.add(cell("Tanh", sum));
    }
    packed(steps);
    checkSums(1);
  }

  /** A matrix is no bias: another row may have another one. */
  @Test
  void whatIsAddedBesidesABiasStays() {
    biased("AddV2", true, constant("b", random(Shape.of(3, DEPTH))));
    checkSums(2 * STEPS);
  }

  @Test
  void aBiasBeforeANonDifferentiablePointStays() {
    FlatNode items = unpack(constant("x", random(Shape.of(STEPS, 3, DEPTH))), 3);
    FlatNode bias = constant("b", random(Shape.of(DEPTH)));
    List<FlatNode> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      FlatNode state = constant("state" + step, random(Shape.of(3, DEPTH)));
      FlatNode sum =
          put(
              NodeBuilder.of("AddV2")
                  .input(items.output(step), DataType.DT_FLOAT)
                  .input(state)
                  .shape(Shape.of(3, DEPTH))
                  .build("sum" + step));
      FlatNode all =
          put(
              NodeBuilder.of("BiasAdd")
                  .input(sum)
                  .input(bias)
                  .shape(Shape.of(3, DEPTH))
                  .build("all" + step));
      steps.add(cell("Relu", all));
    }
    packed(steps);
    assertThat(optimised(Set.of(RESULT), Set.of(new TensorRef("x", 0))))
        .filteredOn(node -> node.op().equals("BiasAdd"))
        .hasSize(STEPS);
  }
}
