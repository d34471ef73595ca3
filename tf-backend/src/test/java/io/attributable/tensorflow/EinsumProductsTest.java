package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.attributable.Optimisation;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Equations that are written as products of matrices, held against TensorFlow's {@code Einsum}. */
class EinsumProductsTest extends NodesFixture {
  private static final Map<Character, Long> SIZES =
      Map.of('a', 2L, 'b', 3L, 'c', 4L, 'd', 5L, 'e', 6L, 'f', 7L);

  private TensorRef einsum(String equation) {
    String[] operands = equation.substring(0, equation.indexOf('-')).split(",", -1);
    NodeBuilder einsum = NodeBuilder.of("Einsum");
    for (String operand : operands) {
      einsum.input(constant("operand_" + nodes.size(), random(shape(operand))));
    }
    FlatNode node =
        einsum
            .with(
                "equation", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(equation)).build())
            .shape(shape(equation.substring(equation.indexOf('>') + 1)))
            .build("y");
    nodes.add(node);
    return node.output(0);
  }

  private static Shape shape(String labels) {
    return labels.contains(".")
        ? Shape.unknown()
        : Shape.of(labels.chars().mapToLong(label -> SIZES.get((char) label)).toArray());
  }

  private Collection<FlatNode> optimised(TensorRef fetched) {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), Set.of(fetched), Set.of(), node -> true);
    new Optimiser(
            Set.of(Optimisation.PLAIN_PRODUCTS, Optimisation.SHARED_NODES),
            (all, wanted) -> Map.of())
        .optimise(plan);
    return plan.all();
  }

  private static long count(Collection<FlatNode> nodes, String op) {
    return nodes.stream().filter(node -> node.op().equals(op)).count();
  }

  /** Those of attention forward and back, others with the same parts, and how many transpose. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "aecd,abcd->acbe;2",
        "acbe,aecd->abcd;2",
        "abcd,aecd->acbe;2",
        "acbe,abcd->aecd;2",
        "acbd,aced->acbe;0",
        "acbd,aced->aceb;0",
        "abd,aed->abe;0",
        "bad,dae->eab;3",
        "abcd,bace->bade;2",
        "cabd,cbae->abde;2"
      })
  void equationsAreProducts(String equation, int transposes) {
    TensorRef result = einsum(equation);
    Collection<FlatNode> optimised = optimised(result);
    assertThat(count(optimised, "Einsum")).isZero();
    assertThat(count(optimised, "BatchMatMul")).isEqualTo(1);
    assertThat(count(optimised, "Transpose")).isEqualTo(transposes);
    compare(optimised, result);
  }

  /** Those of dense layers around attention and of their gradients, and a plain product. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc,cde->abde",
        "abde,cde->abc",
        "abcd,cde->abe",
        "abe,cde->abcd",
        "cde,abe->cdab",
        "abc,dc->abd",
        "ab,bc->ac",
        "bc,ab->ac"
      })
  void equationsOfDenseLayersAreOneProduct(String equation) {
    TensorRef result = einsum(equation);
    Collection<FlatNode> optimised = optimised(result);
    assertThat(count(optimised, "Einsum")).isZero();
    assertThat(count(optimised, "MatMul")).isEqualTo(1);
    compare(optimised, result);
  }

  private void compare(Collection<FlatNode> optimised, TensorRef result) {
    float[] expected = run(nodes, result);
    float[] actual = run(optimised, result);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  /** Several axes as one, sums of one operand, diagonals, no stack at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcd,aecd->abe",
        "abcd,aed->abce",
        "abc,dbce->ade",
        "abc,cbd->ad",
        "abc,ced->abde",
        "abc,abd->abcd",
        "abce,abd->abcd",
        "abd,aed->ab",
        "abbd,aed->abe",
        "abd,abd->abd",
        "abc->acb"
      })
  void othersStayWhatTheyAre(String equation) {
    TensorRef result = einsum(equation);
    assertThat(count(optimised(result), "Einsum")).isEqualTo(1);
  }

  /** Queries are transposed once for the two products that they are part of. */
  @Test
  void transposesAreShared() {
    FlatNode queries = constant("q", random(shape("abcd")));
    FlatNode keys = constant("k", random(shape("aecd")));
    FlatNode scores = product("scores", "abcd,aecd->acbe", queries, keys, "acbe");
    FlatNode back = product("back", "acbe,abcd->aecd", scores, queries, "aecd");
    Collection<FlatNode> optimised = optimised(back.output(0));
    // Queries, keys, and what comes back of the keys.
    assertThat(count(optimised, "Transpose")).isEqualTo(3);
  }

  private FlatNode product(
      String name, String equation, FlatNode left, FlatNode right, String result) {
    FlatNode node =
        NodeBuilder.of("Einsum")
            .input(left)
            .input(right)
            .with(
                "equation", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(equation)).build())
            .shape(shape(result))
            .build(name);
    nodes.add(node);
    return node;
  }

  /** With one head they would be broadcast by the second version of the op. */
  @Test
  void stacksOfDifferentSizesAreRefusedAsBefore() {
    FlatNode left = constant("left", random(Shape.of(2, 64, 1, 32)));
    FlatNode right = constant("right", random(Shape.of(1, 1, 32, 48)));
    FlatNode node =
        NodeBuilder.of("Einsum")
            .input(left)
            .input(right)
            .with(
                "equation",
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8("abcd,acde->acbe")).build())
            .shape(Shape.of(-1, 1, 64, 48))
            .build("y");
    nodes.add(node);
    Collection<FlatNode> optimised = optimised(node.output(0));
    assertThat(count(optimised, "Einsum")).isZero();
    assertThatThrownBy(() -> run(nodes, node.output(0)))
        .isInstanceOf(TFInvalidArgumentException.class);
    assertThatThrownBy(() -> run(optimised, node.output(0)))
        .isInstanceOf(TFInvalidArgumentException.class);
  }

  @Test
  void wholeNumbersStayWhatTheyAre() {
    FlatNode one =
        NodeBuilder.of("Cast")
            .input(constant("x", random(shape("abd"))))
            .with("DstT", DataType.DT_INT32)
            .shape(shape("abd"))
            .build("one");
    nodes.add(one);
    FlatNode node =
        NodeBuilder.of("Einsum")
            .input(one)
            .input(one)
            .with(
                "equation",
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8("abd,aed->abe")).build())
            .build("y");
    nodes.add(node);
    assertThat(count(optimised(node.output(0)), "Einsum")).isEqualTo(1);
  }
}
