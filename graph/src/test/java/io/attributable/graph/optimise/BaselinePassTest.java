package io.attributable.graph.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What of a graph is cut off. */
class BaselinePassTest {
  private static final TensorRef BASELINE = new TensorRef("baseline", 0);
  private static final TensorRef ROWS = new TensorRef("rows", 0);
  private static final TensorRef RESULT = new TensorRef("result", 0);

  private final GraphDef.Builder graph =
      GraphDef.newBuilder()
          .addNode(placeholder("x"))
          .addNode(placeholder("baseline"))
          .addNode(placeholder("rows"))
          .addNode(node("weights", "Const").putAttr("dtype", Attributes.of(DataType.DT_FLOAT)));

  private static NodeDef.Builder placeholder(String name) {
    return node(name, "Placeholder")
        .putAttr("dtype", Attributes.of(DataType.DT_FLOAT))
        .putAttr("shape", Attributes.of(Shape.of(-1, 2)));
  }

  private static NodeDef.Builder node(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
  }

  private BaselinePassTest add(String name, String op, String... inputs) {
    graph.addNode(node(name, op, inputs).putAttr("T", Attributes.of(DataType.DT_FLOAT)));
    return this;
  }

  private Optional<BaselinePass> cut(TensorRef... wanted) {
    return BaselinePass.of(
        graph.build(),
        BaselinePass.Feeds.of(Set.of(BASELINE), Set.of(ROWS), Set.of(new TensorRef("x", 0))),
        wanted.length == 0 ? Set.of(RESULT) : Set.of(wanted));
  }

  private static NodeDef node(BaselinePass cut, String name) {
    return cut.graph().getNodeList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Two passes with the same weights; the rest compares them. */
  private BaselinePassTest passes() {
    return add("at_x", "MatMul", "x", "weights")
        .add("at_baseline", "MatMul", "baseline", "weights")
        .add("relu", "Relu", "at_baseline")
        .add("change", "Sub", "at_x", "relu")
        .add("result", "Mul", "change", "at_baseline");
  }

  @Test
  void theRestIsFedWhatItTakesOfThePass() {
    BaselinePass cut = passes().cut().orElseThrow();
    assertThat(cut.nodes()).containsExactlyInAnyOrder("at_baseline", "relu");
    assertThat(cut.taken().keySet())
        .containsExactlyInAnyOrder(new TensorRef("relu", 0), new TensorRef("at_baseline", 0));
    String fed = cut.taken().get(new TensorRef("relu", 0)).node();
    assertThat(node(cut, "change").getInputList()).containsExactly("at_x", fed);
    assertThat(node(cut, fed).getOp()).isEqualTo("Placeholder");
    assertThat(node(cut, fed).getAttrOrThrow("dtype").getType()).isEqualTo(DataType.DT_FLOAT);
    assertThat(node(cut, "relu").getInputList()).containsExactly("at_baseline");
  }

  @Test
  void noNodeOfTheRestNeedsOneOfThePass() {
    BaselinePass cut = passes().cut().orElseThrow();
    assertThat(
            cut.graph().getNodeList().stream()
                .filter(node -> !cut.nodes().contains(node.getName()))
                .flatMap(node -> node.getInputList().stream())
                .collect(Collectors.toSet()))
        .doesNotContainAnyElementsOf(cut.nodes());
  }

  /** TensorFlow refuses to fetch what is fed. */
  @Test
  void whatIsFetchedOfThePassIsHandedOn() {
    TensorRef relu = new TensorRef("relu", 0);
    BaselinePass cut = passes().cut(RESULT, relu).orElseThrow();
    NodeDef given = node(cut, cut.fetched().get(relu).node());
    assertThat(given.getOp()).isEqualTo("Identity");
    assertThat(given.getInputList()).containsExactly(cut.taken().get(relu).node());
  }

  /** A baseline itself is fed in any case. */
  @Test
  void baselinesAreNotTakenFromThePass() {
    BaselinePass cut = passes().add("moved", "Sub", "x", "baseline").cut().orElseThrow();
    assertThat(cut.taken()).doesNotContainKey(BASELINE);
    assertThat(node(cut, "moved").getInputList()).containsExactly("x", "baseline");
  }

  @Test
  void shapesOfWhatIsFedAndTheirRowsChangeNothing() {
    add("size", "Shape", "x")
        .add("tiled", "BroadcastTo", "baseline", "size")
        .add("chosen", "GatherV2", "tiled", "rows")
        .add("at_baseline", "MatMul", "chosen", "weights")
        .add("result", "Sub", "x", "at_baseline");
    assertThat(cut().orElseThrow().nodes())
        .containsExactlyInAnyOrder("tiled", "chosen", "at_baseline");
  }

  /** It may be other than that of what is fed, by the values that are. */
  @Test
  void shapesOfWhatIsComputedOfInputsAreTheirs() {
    add("where", "Where", "x")
        .add("size", "Shape", "where")
        .add("tiled", "BroadcastTo", "baseline", "size")
        .add("result", "MatMul", "tiled", "weights");
    assertThat(cut()).isEmpty();
  }

  /** As of targets, which are no part of what results are kept by. */
  @Test
  void shapesOfOtherFeedsChange() {
    graph.addNode(placeholder("target"));
    add("size", "Shape", "target")
        .add("tiled", "BroadcastTo", "baseline", "size")
        .add("result", "MatMul", "tiled", "weights");
    assertThat(cut()).isEmpty();
  }

  @Test
  void whatIsRandomBelongsToEachRun() {
    add("size", "Shape", "baseline")
        .add("noise", "RandomStandardNormal", "size")
        .add("noisy", "AddV2", "baseline", "noise")
        .add("result", "MatMul", "noisy", "weights");
    assertThat(cut()).isEmpty();
  }

  /** Not stateful, by its definition. */
  @Test
  void whatDrawsItsPoolsBelongsToEachRun() {
    add("pooled", "FractionalMaxPool", "baseline").add("result", "MatMul", "pooled", "weights");
    assertThat(cut()).isEmpty();
  }

  /** A product of constants, for example, which either part may come to first. */
  @Test
  void whatBothPartsNeedBelongsToNeither() {
    add("both", "MatMul", "weights", "weights")
        .add("at_x", "MatMul", "x", "both")
        .add("at_baseline", "MatMul", "baseline", "both")
        .add("result", "Sub", "at_x", "at_baseline");
    BaselinePass cut = cut().orElseThrow();
    assertThat(cut.shared()).contains("both", "weights").doesNotContain("at_x", "at_baseline");
    assertThat(cut.nodes()).containsExactly("at_baseline");
  }

  @Test
  void otherFeedsAndUnknownOpsBelongToEachRun() {
    graph.addNode(placeholder("fed_weights"));
    add("by_weights", "MatMul", "baseline", "fed_weights")
        .add("unknown", "NobodyKnows", "baseline")
        .add("result", "MatMul", "unknown", "by_weights");
    assertThat(cut()).isEmpty();
  }

  @Test
  void nothingIsCutOffForElementwiseOpsAlone() {
    add("relu", "Relu", "baseline").add("result", "Sub", "x", "relu");
    assertThat(cut()).isEmpty();
  }

  /** An order that data does not need would run the pass again. */
  @Test
  void nothingIsCutOffWhereTheRestWaitsForThePass() {
    passes().add("late", "Relu", "x", "^relu");
    assertThat(cut(RESULT, new TensorRef("late", 0))).isEmpty();
  }

  @Test
  void nothingIsCutOffThatCannotLeaveASession() {
    graph.addNode(
        node("list", "TensorListFromTensor", "at_baseline", "rows")
            .putAttr("element_dtype", Attributes.of(DataType.DT_FLOAT))
            .putAttr("shape_type", Attributes.of(DataType.DT_INT32)));
    add("at_baseline", "MatMul", "baseline", "weights")
        .add("result", "TensorListLength", "list", "^x");
    assertThat(cut()).isEmpty();
  }
}
