package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Optimisation;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Slices of columns, their gradients, and transposes, held against what they replace: exactly. */
class SharedColumnsTest extends NodesFixture {
  private static final int ROWS = 2;
  private static final int WIDTH = 6;
  private static final TensorRef RESULT = new TensorRef("result", 0);

  private FlatNode put(FlatNode node) {
    nodes.add(node);
    return node;
  }

  private FlatNode integers(String name, int... values) {
    TensorProto.Builder value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(values.length)));
    for (int one : values) {
      value.addIntVal(one);
    }
    return constant(name, value.build());
  }

  /** As {@code x[:, from:to]} is written. */
  private NodeBuilder sliced(String op, FlatNode first, String name, int from, int to, int step) {
    return NodeBuilder.of(op)
        .input(first)
        .input(integers(name + "_begin", 0, from))
        .input(integers(name + "_end", 0, to))
        .input(integers(name + "_strides", 1, step))
        .with("begin_mask", Attributes.of(from == 0 ? 3L : 1L))
        .with("end_mask", Attributes.of(to == WIDTH ? 3L : 1L));
  }

  private FlatNode slice(FlatNode matrix, String name, int from, int to, int step) {
    return put(
        sliced("StridedSlice", matrix, name, from, to, step)
            .shape(Shape.of(ROWS, (to - from + step - 1) / step))
            .build(name));
  }

  private FlatNode gradient(FlatNode shape, String name, int from, int to) {
    FlatNode columns = constant(name + "_columns", random(Shape.of(ROWS, to - from)));
    return put(
        sliced("StridedSliceGrad", shape, name, from, to, 1)
            .input(columns)
            .shape(Shape.of(ROWS, WIDTH))
            .build(name));
  }

  private FlatNode of(String op, String name, List<FlatNode> inputs, Shape shape) {
    NodeBuilder builder = NodeBuilder.of(op);
    inputs.forEach(builder::input);
    return put(builder.shape(shape).build(name));
  }

  private Collection<FlatNode> optimised() {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), Set.of(RESULT), Set.of(), node -> true);
    new Optimiser(Set.of(Optimisation.SHARED_NODES), (all, wanted) -> Map.of()).optimise(plan);
    return plan.all();
  }

  private void check(String op, int count) {
    Collection<FlatNode> optimised = optimised();
    assertThat(optimised).filteredOn(node -> node.op().equals(op)).hasSize(count);
    assertThat(run(optimised, RESULT)).isEqualTo(run(nodes, RESULT));
  }

  private void threeSlices(int second, int third, int end, int step) {
    FlatNode matrix = constant("matrix", random(Shape.of(ROWS, WIDTH)));
    FlatNode a = slice(matrix, "a", 0, second, 1);
    FlatNode b = slice(matrix, "b", third, end, step);
    FlatNode c = slice(matrix, "c", second, third, 1);
    FlatNode axis = constant("axis", scalar(1));
    of("ConcatV2", "result", List.of(b, a, c, axis), Shape.of(ROWS, -1));
  }

  private static TensorProto scalar(int value) {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_INT32)
        .setTensorShape(Types.proto(Shape.scalar()))
        .addIntVal(value)
        .build();
  }

  @Test
  void slicesOfAllColumnsAreOneSplit() {
    threeSlices(2, 3, WIDTH, 1);
    check("StridedSlice", 0);
  }

  /** Without the last column, or with every other one. */
  @ParameterizedTest
  @CsvSource({"5, 1", "6, 2"})
  void slicesOfSomeColumnsStay(int end, int step) {
    threeSlices(2, 3, end, step);
    check("StridedSlice", 3);
  }

  @Test
  void slicesThatOverlapStay() {
    FlatNode matrix = constant("matrix", random(Shape.of(ROWS, WIDTH)));
    of(
        "AddV2",
        "result",
        List.of(slice(matrix, "a", 0, 4, 1), slice(matrix, "b", 2, WIDTH, 1)),
        Shape.of(ROWS, 4));
    check("StridedSlice", 2);
  }

  @Test
  void gradientsOfAllColumnsAreJoined() {
    FlatNode shape = integers("shape", ROWS, WIDTH);
    of(
        "AddN",
        "result",
        List.of(
            gradient(shape, "a", 4, WIDTH), gradient(shape, "b", 0, 1), gradient(shape, "c", 1, 4)),
        Shape.of(ROWS, WIDTH));
    check("StridedSliceGrad", 0);
  }

  @Test
  void gradientsOfColumnsThatAreSummedStay() {
    FlatNode shape = integers("shape", ROWS, WIDTH);
    of(
        "AddV2",
        "result",
        List.of(gradient(shape, "a", 0, 4), gradient(shape, "b", 3, WIDTH)),
        Shape.of(ROWS, WIDTH));
    check("StridedSliceGrad", 2);
  }

  private FlatNode transpose(FlatNode tensor, String name, int... axes) {
    return of("Transpose", name, List.of(tensor, integers(name + "_axes", axes)), Shape.unknown());
  }

  /** One of three, and none. */
  @ParameterizedTest
  @CsvSource({"1, 2, 0, 1", "2, 0, 1, 3"})
  void transposesThatUndoOneAnotherAreLeftOut(int a, int b, int c, int left) {
    FlatNode tensor = constant("tensor", random(Shape.of(2, 3, 4)));
    FlatNode first = transpose(tensor, "first", 2, 0, 1);
    FlatNode second = transpose(first, "second", a, b, c);
    transpose(second, "result", 0, 2, 1);
    check("Transpose", left);
  }
}
