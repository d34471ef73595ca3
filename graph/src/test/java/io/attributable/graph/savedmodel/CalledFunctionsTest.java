package io.attributable.graph.savedmodel;

import static io.attributable.graph.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TypeSpecProto;

/** Functions of Python's objects, named in place of signatures. */
class CalledFunctionsTest {
  private static final SavedModelFile FILE =
      SavedModelFile.read(Fixtures.model("tfmodule_functions"));
  private static final String INFERENCE = "call:__call__@extra=None,training=False";

  @Test
  void everyTraceIsListedUnderAnAddressOfItsOwn() {
    assertThat(FILE.functions())
        .extracting(FunctionSchema::signature)
        .containsExactly(
            INFERENCE,
            "call:__call__@extra=None,training=True",
            "call:__call__#3",
            "call:encoder.encode@scale=1.0",
            "call:encoder.encode@scale=2.0",
            "call:encoder.shifted");
    for (FunctionSchema function : FILE.functions()) {
      assertThat(FILE.signature(function.signature()).name()).isEqualTo(function.signature());
    }
  }

  @Test
  void argumentsAreWrittenAsPythonDoes() {
    assertThat(FILE.functions())
        .extracting(FunctionSchema::arguments)
        .containsExactly(
            "features={'words': words, 'x': x}, extra=None, training=False",
            "features={'words': words, 'x': x}, extra=None, training=True",
            "features={'words': words, 'x': x}, extra={'pair': [p, q]}, training=False",
            "x, scale=1.0",
            "x, scale=2.0",
            "x, a, b");
  }

  @Test
  void nestedArgumentsAndResultsHaveNames() {
    SignatureSchema signature = FILE.signature("call:__call__#3");
    assertThat(signature.inputs())
        .extracting(input -> input.name() + " " + input.typeName() + " " + input.shapeText())
        .containsExactly(
            "p float32 [?,1]", "q float32 [?,1]", "words string [?,2]", "x float32 [?,4]");
    assertThat(signature.outputs())
        .extracting(output -> output.name() + " " + output.shapeText())
        .containsExactly("parts_0 [?,4]", "parts_1 [?,4]", "score [?,3]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "call:__call__@training=true; call:__call__@extra=None,training=True",
        "call:__call__@training=False,extra=None; call:__call__@extra=None,training=False",
        "call:__call__#2; call:__call__@extra=None,training=True",
        "call:encoder.encode@scale=2.0; call:encoder.encode@scale=2.0",
        "call:encoder.shifted#1; call:encoder.shifted"
      })
  void thereAreSeveralWaysToNameOne(String asked, String meant) {
    assertThat(FILE.signature(asked).name()).isEqualTo(meant);
    assertThat(SignatureFlattener.flatten(FILE, asked).signature().name()).isEqualTo(meant);
  }

  /** As many as are listed. */
  @ParameterizedTest
  @CsvSource({
    "call:__call__, 2 of 3",
    "call:__call__@training=False, 2 of 3",
    "call:encoder.encode, 2 of 2"
  })
  void whatMayBeSeveralIsRefused(String asked, String counts) {
    assertRefused(ErrorCode.AMBIGUOUS_SIGNATURE, () -> FILE.signature(asked))
        .hasMessageContaining("\"" + asked + "\" of")
        .hasMessageContaining(
            "is ambiguous: it means %s concrete functions. Name one of: \"call:", counts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call:",
        "call:x",
        "call:__call__#4",
        "call:__call__#0",
        "call:w",
        "call:encoder",
        "call:encoder.encode@scale=3.0",
        "call:encoder.encode@scale",
        "call:encoder.encode@",
        "call:a#b@c"
      })
  void whatIsNotThereIsRefused(String asked) {
    assertRefused(ErrorCode.UNKNOWN_SIGNATURE, () -> FILE.signature(asked));
  }

  @Test
  void withoutSignaturesTheFunctionsAreOffered() {
    assertRefused(ErrorCode.UNKNOWN_SIGNATURE, FILE::defaultSignature)
        .hasMessageContaining("it has none, but functions \"" + INFERENCE + "\"")
        .hasMessageContaining("Name one of them as the signature.");
  }

  @Test
  void whatAFunctionCapturesIsWhatItsObjectsAre() {
    FlatGraph graph = SignatureFlattener.flatten(FILE, INFERENCE);
    assertThat(graph.nodes())
        .filteredOn(node -> node.op().equals("VarHandleOp"))
        .extracting(FlatNode::name, node -> node.attribute("shape").getShape().getDim(1).getSize())
        .hasSize(3)
        .extracting(tuple -> tuple.toList().get(1))
        .containsExactlyInAnyOrder(3L, 4L, 4L);
    assertThat(graph.nodes()).filteredOn(node -> node.op().equals("HashTableV2")).hasSize(2);
  }

  /**
   * Where a signature calls a function, both ways to find what it captures must agree. Keras 3 is
   * left out: it saves each variable twice, and lets signatures call with the other one.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k2_save_mlp",
        "k2_save_cnn",
        "k2_save_lstm",
        "k2_save_branches",
        "tfmodule_string_table",
        "tfmodule_loops",
        "tfmodule_branches",
        "tfmodule_two_signatures"
      })
  void capturesAgreeWithTheCallsOfSignatures(String model) {
    MetaGraphDef graph = SavedModelFile.read(Fixtures.model(model)).metaGraph();
    MetaGraphDef.Builder uncalled = graph.toBuilder();
    uncalled.getGraphDefBuilder().clearNode();
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      boolean restores = node.getName().equals(graph.getSaverDef().getRestoreOpName());
      uncalled
          .getGraphDefBuilder()
          .addNode(restores ? node : node.toBuilder().removeAttr("f").build());
    }
    Captures captures = new Captures(uncalled.build());
    int compared = 0;
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      SavedConcreteFunction function = called(graph, node);
      List<Integer> bound = function.getBoundInputsList();
      List<String> inputs = node.getInputList().stream().filter(in -> !in.startsWith("^")).toList();
      for (int i = 0; i < bound.size(); i++) {
        TensorRef fed = TensorRef.parse(inputs.get(inputs.size() - bound.size() + i));
        assertThat(captures.find(bound.get(i))).as(model + " " + node.getName()).contains(fed);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static SavedConcreteFunction called(MetaGraphDef graph, NodeDef node) {
    String name = node.containsAttr("f") ? node.getAttrOrThrow("f").getFunc().getName() : "";
    return graph
        .getObjectGraphDef()
        .getConcreteFunctionsOrDefault(name, SavedConcreteFunction.getDefaultInstance());
  }

  @Test
  void functionOfRaggedTensorsNamesItsArgumentAndTheOthers() {
    MetaGraphDef.Builder graph = FILE.metaGraph().toBuilder();
    graph
        .getObjectGraphDef()
        .getConcreteFunctionsMap()
        .forEach(
            (name, function) -> {
              if (name.contains("shifted")) {
                graph
                    .getObjectGraphDefBuilder()
                    .putConcreteFunctions(name, withRaggedFirst(function));
              }
            });
    SavedModelFile file =
        SavedModelFile.parse(
            "made", SavedModel.newBuilder().addMetaGraphs(graph).build().toByteArray());
    assertRefused(ErrorCode.UNSUPPORTED_SIGNATURE, () -> file.signature("call:encoder.shifted"))
        .hasMessage(
            "[UnsupportedSignature] Signature \"call:encoder.shifted\" of \"made\" cannot be served:"
                + " of what it takes, \"x\" is a ragged tensor; export the model with signatures of"
                + " plain tensors, or use another function: it has \""
                + INFERENCE
                + "\", \"call:__call__@extra=None,training=True\", \"call:__call__#3\","
                + " \"call:encoder.encode@scale=1.0\", \"call:encoder.encode@scale=2.0\".");
  }

  private static SavedConcreteFunction withRaggedFirst(SavedConcreteFunction function) {
    SavedConcreteFunction.Builder changed = function.toBuilder();
    StructuredValue.Builder first =
        changed
            .getCanonicalizedInputSignatureBuilder()
            .getTupleValueBuilder()
            .getValuesBuilder(0)
            .getTupleValueBuilder()
            .getValuesBuilder(0);
    first.setTypeSpecValue(
        TypeSpecProto.newBuilder()
            .setTypeSpecClass(TypeSpecProto.TypeSpecClass.RAGGED_TENSOR_SPEC));
    return changed.build();
  }
}
