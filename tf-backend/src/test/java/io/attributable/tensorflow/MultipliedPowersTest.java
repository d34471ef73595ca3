package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Optimisation;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** Powers by products, held against TensorFlow's own. */
class MultipliedPowersTest extends NodesFixture {
  private static final double[] BASES = {
    -3,
    -1.5,
    -1,
    -0.25,
    -0.0,
    0,
    1e-20,
    0.3,
    1,
    2,
    7.5,
    1e15,
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY
  };

  private FlatNode put(FlatNode node) {
    nodes.add(node);
    return node;
  }

  private FlatNode scalar(String name, double value) {
    return constant(name, numbers(Shape.scalar(), () -> value));
  }

  private FlatNode bases() {
    PrimitiveIterator.OfDouble values = DoubleStream.of(BASES).iterator();
    return constant("x", numbers(Shape.of(BASES.length), values::nextDouble));
  }

  private TensorRef power(FlatNode base, FlatNode exponent) {
    return put(NodeBuilder.of("Pow")
            .input(base)
            .input(exponent)
            .shape(Shape.of(BASES.length))
            .build("y"))
        .output(0);
  }

  private Collection<FlatNode> optimised(TensorRef result) {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), Set.of(result), Set.of(), node -> true);
    new Optimiser(Set.of(Optimisation.FUSED_KERNELS), (all, wanted) -> Map.of()).optimise(plan);
    return plan.all();
  }

  private static long powers(Collection<FlatNode> nodes) {
    return nodes.stream().filter(node -> node.op().equals("Pow")).count();
  }

  private void check(TensorRef result, int powersLeft) {
    Collection<FlatNode> optimised = optimised(result);
    assertThat(powers(optimised)).isEqualTo(powersLeft);
    float[] expected = run(nodes, result);
    float[] actual = run(optimised, result);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.isFinite(expected[i])) {
        assertThat(actual[i]).isCloseTo(expected[i], within(2 * Math.ulp(expected[i])));
      } else {
        assertThat(Float.valueOf(actual[i])).isEqualTo(Float.valueOf(expected[i]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 3})
  void squaresAndCubesAreProducts(double exponent) {
    check(power(bases(), scalar("e", exponent)), 0);
  }

  /** As native gradients write it, without a shape. */
  @Test
  void theGradientOfACubeIsASquare() {
    FlatNode less =
        put(
            NodeBuilder.of("Sub")
                .input(scalar("three", 3))
                .input(scalar("one", 1))
                .shape(Shape.unknown())
                .build("less"));
    check(power(bases(), less), 0);
  }

  /** An exponent that waits for a check: without it, what the model refuses would be explained. */
  @Test
  void anExponentThatWaitsForOthersStays() {
    FlatNode check = scalar("check", 1);
    FlatNode two = scalar("e", 2).withControls(List.of(check.name()));
    nodes.set(nodes.size() - 1, two);
    check(power(bases(), two), 1);
  }

  /** A root by another op is another one at minus infinity. */
  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 0.5, 1, 2.5, 4})
  void otherPowersStay(double exponent) {
    check(power(bases(), scalar("e", exponent)), 1);
  }

  @Test
  void anExponentForEachElementStays() {
    check(power(bases(), constant("e", numbers(Shape.of(BASES.length), () -> 2))), 1);
  }
}
