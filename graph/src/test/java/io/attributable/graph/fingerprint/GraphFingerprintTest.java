package io.attributable.graph.fingerprint;

import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.text;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.testing.Fixtures;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** What changes a fingerprint, and what does not. */
class GraphFingerprintTest {

  static List<String> models() {
    return Fixtures.modelsWithCases();
  }

  @ParameterizedTest
  @MethodSource("models")
  void otherNamesAndAnotherOrderAreTheSameGraph(String model) {
    SavedModelFile file = SavedModelFile.read(Fixtures.model(model));
    SavedModelFile again = file.withGraph(Renamed.of(file.graph()));
    assertThat(again.graph()).isNotEqualTo(file.graph());
    for (SignatureSchema signature : file.signatures()) {
      GraphFingerprint one = fingerprint(file, signature.name());
      GraphFingerprint other = fingerprint(again, signature.name());
      assertThat(other.hash()).isEqualTo(one.hash());
      assertThat(other.ops()).isEqualTo(one.ops());
    }
  }

  @Test
  void noTwoModelsAreTheSame() {
    Map<String, Set<String>> models = new HashMap<>();
    for (String model : models()) {
      SavedModelFile file = SavedModelFile.read(Fixtures.model(model));
      for (SignatureSchema signature : file.signatures()) {
        String hash = fingerprint(file, signature.name()).hash();
        models.computeIfAbsent(hash, unseen -> new TreeSet<>()).add(model);
      }
    }
    assertThat(models.values()).allMatch(alike -> alike.size() == 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void otherComputationsAreOtherGraphs(String change, MadeModel one, MadeModel other) {
    assertThat(of(one).hash()).startsWith("sha256:").hasSize("sha256:".length() + 64);
    assertThat(of(other).hash()).isNotEqualTo(of(one).hash());
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("op", one(op("y", "Relu", "x")), one(op("y", "Elu", "x"))),
        Arguments.of(
            "attribute",
            one(op("y", "LeakyRelu", "x").putAttr("alpha", alpha(0.1f))),
            one(op("y", "LeakyRelu", "x").putAttr("alpha", alpha(0.3f)))),
        Arguments.of("constant", shifted(constant("c", 1)), shifted(constant("c", 2))),
        Arguments.of("order of inputs", difference("a", "b"), difference("b", "a")),
        Arguments.of("shared variable", product("v", "v"), product("v", "w")),
        Arguments.of("name of an input", one(op("y", "Relu", "x")), otherInput()),
        Arguments.of("what no output uses", one(op("y", "Relu", "x")), withSpare()),
        Arguments.of("what has to run before", waiting("a"), waiting("b")),
        Arguments.of("branch", branching("Relu", "Elu"), branching("Elu", "Relu")),
        Arguments.of("an author's own gradient", withGradient("Neg"), withGradient("Exp")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sames")
  void whatOnlyIsCalledOtherwiseIsTheSame(String same, MadeModel one, MadeModel other) {
    assertThat(of(other).hash()).isEqualTo(of(one).hash());
  }

  static Stream<Arguments> sames() {
    return Stream.of(
        Arguments.of(
            "default left out",
            one(op("y", "LeakyRelu", "x")),
            one(op("y", "LeakyRelu", "x").putAttr("alpha", alpha(0.2f)))),
        Arguments.of("name of a variable", product("v", "v"), product("w", "w")),
        Arguments.of("names of two variables", product("v", "w"), product("w", "v")),
        Arguments.of(
            "function or not",
            MadeModel.fromXtoY(op("r", "Relu", "x"), op("y", "Neg", "r")),
            MadeModel.fromXtoY(call("call", "f", "x"), op("y", "Neg", "call"))
                .function(
                    MadeFunction.function("f", "x")
                        .nodes(op("r", "Relu", "x"))
                        .returns("z", "r:activations:0"))),
        Arguments.of(
            "notes on a node",
            one(op("y", "Relu", "x")),
            one(op("y", "Relu", "x").putAttr("_note", text("made on Monday")))));
  }

  @Test
  void gradientThatRefersToItselfComesToAnEnd() {
    MadeModel own = gradients(1, 0);
    assertThat(of(own).hash()).isEqualTo(of(gradients(1, 0)).hash());
    assertThat(of(own).hash()).isNotEqualTo(of(gradients(2, 0)).hash());
  }

  @Test
  void gradientsOfGradientsWithoutEndAreRefused() {
    MadeModel deep = gradients(10_000, 9_999);
    assertThatThrownBy(() -> of(deep))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_TOO_LARGE))
        .hasMessageContaining("its functions refer to each other more than 200 deep");
  }

  @Test
  void longConstantsAreTold() {
    assertThat(of(shifted(filled(0))).hash())
        .isEqualTo(of(shifted(filled(0))).hash())
        .isNotEqualTo(of(shifted(filled(999))).hash());
  }

  /** A constant of a thousand numbers, one of which is another. */
  private static NodeDef.Builder filled(int at) {
    TensorProto.Builder values =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(Nodes.shape(1000))
            .addAllFloatVal(Collections.nCopies(1000, 1f));
    return constant("c", values.setFloatVal(at, 2));
  }

  /** Functions whose gradients are the next ones; that of the last is an earlier one again. */
  private static MadeModel gradients(int count, int last) {
    MadeModel model = one(op("y", "Identity", "x").putAttr("_gradient_op_type", text("0")));
    for (int i = 0; i < count; i++) {
      String next = Integer.toString(i == count - 1 ? last : i + 1);
      model.function(
          MadeFunction.function("f" + i, "x")
              .nodes(op("r", "Identity", "x").putAttr("_gradient_op_type", text(next)))
              .returns("z", "r:output:0"));
      model
          .meta()
          .getGraphDefBuilder()
          .getLibraryBuilder()
          .addRegisteredGradientsBuilder()
          .setRegisteredOpType(Integer.toString(i))
          .setGradientFunc("f" + i);
    }
    return model;
  }

  @Test
  void countsOpsInBranchesToo() {
    assertThat(of(branching("Relu", "Elu")).ops())
        .isEqualTo(Map.of("Const", 1, "Elu", 1, "Identity", 1, "If", 1, "Relu", 1));
  }

  @Test
  void layersKeepTheirPlacesThroughNewNames() {
    FlatGraph one = twins("left", "right");
    FlatGraph other = twins("right", "left");
    assertThat(position(one, "left")).isEqualTo(position(other, "right"));
    assertThat(position(one, "right")).isEqualTo(position(other, "left"));
    assertThat(position(one, "left")).isNotEqualTo(position(one, "right"));
    assertThat(position(one, "x"))
        .isEqualTo(position(other, "x"))
        .isNotEqualTo(position(one, "left"));
  }

  @Test
  void everyLayerHasAPlaceOfItsOwn() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("digits"));
    LayerIndex layers = LayerIndex.of(SignatureFlattener.flatten(file, "serving_default"));
    GraphFingerprint fingerprint = GraphFingerprint.of(layers.graph());
    List<String> positions =
        layers.layers().stream()
            .map(LayerEntry::address)
            .map(address -> layers.resolve(address, Port.OUTPUT).tensors().get(0).tensor())
            .map(fingerprint::position)
            .toList();
    assertThat(positions).hasSize(7).doesNotHaveDuplicates().allMatch(at -> at.matches("\\d+:0"));
  }

  private static GraphFingerprint fingerprint(SavedModelFile file, String signature) {
    return GraphFingerprint.of(SignatureFlattener.flatten(file, signature));
  }

  private static GraphFingerprint of(MadeModel model) {
    return GraphFingerprint.of(model.flatten());
  }

  private static String position(FlatGraph graph, String node) {
    return GraphFingerprint.of(graph).position(new TensorRef(node, 0));
  }

  private static MadeModel one(NodeDef.Builder y) {
    return MadeModel.fromXtoY(y);
  }

  private static AttrValue alpha(float value) {
    return AttrValue.newBuilder().setF(value).build();
  }

  private static MadeModel shifted(NodeDef.Builder by) {
    return MadeModel.fromXtoY(by, op("y", "AddV2", "x", by.getName()));
  }

  private static MadeModel difference(String from, String what) {
    return MadeModel.fromXtoY(
        op("a", "Relu", "x"), op("b", "Elu", "x"), op("y", "Sub", from, what));
  }

  private static MadeModel product(String first, String second) {
    return MadeModel.fromXtoY(
        variable("v", 3),
        variable("w", 3),
        read("a", first),
        read("b", second),
        op("m", "Mul", "x", "a"),
        op("n", "Mul", "m", "b"),
        op("y", "Sub", "n", "a"));
  }

  private static MadeModel otherInput() {
    return MadeModel.model()
        .nodes(Nodes.placeholder("x", -1, 3), op("y", "Relu", "x"))
        .input("image", "x:0")
        .output("y", "y:0");
  }

  private static MadeModel withSpare() {
    return MadeModel.fromXtoY(op("y", "Relu", "x"), op("spare", "Elu", "x"));
  }

  private static MadeModel waiting(String before) {
    return MadeModel.fromXtoY(
        op("a", "Relu", "x"), op("b", "Elu", "x"), op("y", "Neg", "x", "^" + before));
  }

  private static MadeModel branching(String then, String otherwise) {
    return MadeModel.fromXtoY(
            constant("c", 1),
            node("if", "If", "c", "x")
                .putAttr("Tcond", type(DataType.DT_FLOAT))
                .putAttr("Tin", Nodes.types(DataType.DT_FLOAT))
                .putAttr("Tout", Nodes.types(DataType.DT_FLOAT))
                .putAttr("then_branch", Nodes.function("then"))
                .putAttr("else_branch", Nodes.function("otherwise")),
            op("y", "Identity", "if"))
        .function(applying("then", then))
        .function(applying("otherwise", otherwise));
  }

  private static MadeFunction applying(String name, String op) {
    String output = op.equals("Relu") || op.equals("Elu") ? "activations" : "y";
    return MadeFunction.function(name, "x")
        .nodes(op("r", op, "x"))
        .returns("z", "r:" + output + ":0");
  }

  private static MadeModel withGradient(String op) {
    MadeModel model =
        one(op("y", "Identity", "x").putAttr("_gradient_op_type", text("CustomGradient-1")))
            .function(applying("gradient", op));
    model
        .meta()
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addRegisteredGradientsBuilder()
        .setRegisteredOpType("CustomGradient-1")
        .setGradientFunc("gradient");
    return model;
  }

  /** Two layers that compute the same from the same, and go on in another way. */
  private static FlatGraph twins(String first, String second) {
    return MadeModel.fromXtoY(
            variable("v", 3),
            variable("w", 3),
            read("a", "v"),
            read("b", "w"),
            op(first, "Mul", "x", "a"),
            op(second, "Mul", "x", "b"),
            op("y", "Sub", first, second))
        .flatten();
  }
}
