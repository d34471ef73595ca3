package io.attributable.graph.flat;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.number;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.testing.Fixtures;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Which part of the outermost graph belongs to a signature. */
class SignaturePartTest {
  @Test
  void eachSignatureHasItsOwnPart() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("tfmodule_two_signatures"));
    FlatGraph scores = SignatureFlattener.flatten(file, "serving_default");
    FlatGraph precise = SignatureFlattener.flatten(file, "precise");
    assertThat(scores.nodes())
        .extracting(FlatNode::scopedName)
        .anyMatch(n -> n.startsWith("leave/"));
    assertThat(precise.nodes())
        .extracting(FlatNode::scopedName)
        .noneMatch(n -> n.startsWith("leave/"));
    assertThat(precise.nodes())
        .extracting(FlatNode::scopedName)
        .anyMatch(n -> n.startsWith("fine/"));
    assertThat(scores.model()).isEqualTo(file.name());
    assertThat(scores.signature().name()).isEqualTo("serving_default");
  }

  @Test
  void anUnknownSignatureIsRefused() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("tfmodule_two_signatures"));
    assertRefused(ErrorCode.UNKNOWN_SIGNATURE, () -> SignatureFlattener.flatten(file, "exact"));
  }

  @Test
  void branchesThatNoOutputUsesAreKept() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                op("side", "Tanh", "x"), op("dead", "Relu", "side"), op("y", "Relu", "x"))
            .flatten();
    assertThat(graph.byName()).containsKeys("side", "dead");
  }

  @Test
  void whatDependsOnLabelsIsLeftOut() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                op("y", "Relu", "x"),
                placeholder("labels", -1, 3),
                op("loss", "Sub", "y", "labels"),
                op("after", "Relu", "loss"))
            .flatten();
    assertThat(graph.byName().keySet()).containsExactly("x", "y");
  }

  @Test
  void whatDependsOnNoInputIsLeftOut() {
    FlatGraph graph =
        MadeModel.fromXtoY(constant("c", 1), op("init", "Relu", "c"), op("y", "Relu", "x"))
            .flatten();
    assertThat(graph.byName().keySet()).containsExactly("x", "y");
  }

  @Test
  void aTensorInTheMiddleMayBeFed() {
    MadeModel model =
        MadeModel.model()
            .nodes(
                placeholder("bytes", -1, 3),
                op("decoded", "Relu", "bytes"),
                op("y", "Tanh", "decoded"))
            .input("image", "decoded:0")
            .output("y", "y:0");
    FlatGraph graph = model.flatten();
    TensorRef fed = graph.signature().input("image").tensor();
    assertThat(graph.byName()).doesNotContainKeys("bytes", "decoded");
    assertThat(graph.node(fed.node()).op()).isEqualTo("Placeholder");
    assertThat(graph.node("y").inputs()).containsExactly(fed);
    assertThat(graph.isFed(fed)).isTrue();
    assertThat(graph.shape(fed).isUnknown()).isTrue();
  }

  @Test
  void oneOfSeveralOutputsMayBeFed() {
    NodeDef.Builder split = op("split", "Unpack", "x").putAttr("num", number(2));
    FlatGraph graph =
        MadeModel.fromXtoY(split, op("y", "AddV2", "split", "split:1"))
            .input("right", "split:1")
            .flatten();
    TensorRef fed = graph.signature().input("right").tensor();
    assertThat(graph.node("y").inputs()).containsExactly(new TensorRef("split", 0), fed);
    assertThat(graph.node(fed.node()).op()).isEqualTo("Placeholder");
  }

  @Test
  void oneTensorMayBeFedUnderTwoNames() {
    FlatGraph graph =
        MadeModel.fromXtoY(op("n", "Relu", "x"), op("y", "Tanh", "n"))
            .input("a", "n:0")
            .input("b", "n:0")
            .flatten();
    assertThat(graph.signature().input("a").tensor())
        .isEqualTo(graph.signature().input("b").tensor());
  }

  @Test
  void anInputMayBeAnOutputToo() {
    FlatGraph graph = MadeModel.fromXtoY(op("y", "Relu", "x")).output("same", "x:0").flatten();
    assertThat(graph.signature().output("same").map(TensorSchema::tensor))
        .contains(new TensorRef("x", 0));
  }

  @Test
  void aPlaceholderWithDefaultKeepsItsDefault() {
    NodeDef.Builder rate =
        node("rate", "PlaceholderWithDefault", "c")
            .putAttr("dtype", type(DataType.DT_FLOAT))
            .putAttr("shape", AttrValue.newBuilder().setShape(shape()).build());
    FlatGraph unfed =
        MadeModel.fromXtoY(constant("c", 1), rate, op("y", "Mul", "x", "rate")).flatten();
    assertThat(unfed.byName()).containsKeys("c", "rate");
    FlatGraph fed =
        MadeModel.fromXtoY(constant("c", 1), rate, op("y", "Mul", "x", "rate"))
            .input("rate", "rate:0")
            .flatten();
    assertThat(fed.byName()).containsKeys("c", "rate");
    assertThat(fed.isFed(new TensorRef("rate", 0))).isTrue();
    assertThat(InputDependence.of(unfed).dependsOnInputs(new TensorRef("rate", 0))).isFalse();
    assertThat(InputDependence.of(fed).dependsOnInputs(new TensorRef("rate", 0))).isTrue();
  }

  @Test
  void shapesOfInputsDoNotDependOnThem() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                op("size", "Shape", "x"),
                node("back", "Reshape", "c", "size").putAttr("T", type(DataType.DT_FLOAT)),
                constant("c", 1),
                op("y", "AddV2", "x", "back"))
            .flatten();
    InputDependence dependence = InputDependence.of(graph);
    assertThat(dependence.dependsOnInputs(new TensorRef("size", 0))).isFalse();
    assertThat(dependence.dependsOnInputs(new TensorRef("back", 0))).isFalse();
    assertThat(dependence.dependsOnInputs(new TensorRef("y", 0))).isTrue();
  }

  @Test
  void nodesStayInTheOrderTheyWereMadeIn() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                op("z", "Relu", "x"),
                op("a", "Relu", "x"),
                op("m", "Relu", "x"),
                op("y", "AddV2", "a", "z"))
            .flatten();
    assertThat(graph.byName().keySet()).containsExactly("x", "z", "a", "m", "y");
  }

  @Test
  void nodesThatComeTooEarlyWaitForTheirInputs() {
    FlatGraph graph =
        MadeModel.model()
            .nodes(op("y", "Relu", "n"), op("n", "Tanh", "x"), placeholder("x", -1, 3))
            .input("x", "x:0")
            .output("y", "y:0")
            .flatten();
    assertThat(graph.byName().keySet()).containsExactly("x", "n", "y");
  }
}
