package io.attributable.graph.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.TensorProto;

/** Graphs as the savers of TensorFlow 1 write them; functions of TensorFlow 2 are in fixtures. */
class RestoredVariablesTest {
  private static final VariableId A = new VariableId("", "a");
  private static final VariableId B = new VariableId("", "b");

  private final GraphDef.Builder graph = GraphDef.newBuilder();
  private final MetaGraphDef.Builder model =
      MetaGraphDef.newBuilder()
          .setSaverDef(
              SaverDef.newBuilder().setRestoreOpName("restore").setFilenameTensorName("file:0"));

  private RestoredVariablesTest() {
    variable("a");
    variable("b");
    add("restore", "NoOp", "^assign_a", "^assign_b");
    add("file", "Placeholder");
    texts("keys", "key_a", "key_b");
    texts("slices", "", "");
    add("restored", "RestoreV2", "file", "keys", "slices");
    add("value_b", "Identity", "restored:1");
    add("assign_a", "AssignVariableOp", "a", "restored");
    add("assign_b", "AssignVariableOp", "b", "value_b");
  }

  private NodeDef.Builder add(String name, String op, String... inputs) {
    return graph.addNodeBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
  }

  private void variable(String name) {
    add(name, "VarHandleOp").putAttr("shared_name", text(name));
  }

  private static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  private void texts(String name, String... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_STRING);
    for (String value : values) {
      tensor.addStringVal(ByteString.copyFromUtf8(value));
    }
    add(name, "Const").putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  private NodeDef.Builder node(String name) {
    return graph.getNodeBuilderList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Optional<Map<VariableId, String>> keys() {
    return RestoredVariables.of(model.setGraphDef(graph).build());
  }

  private void init(String op) {
    model.putCollectionDef(
        "legacy_init_op",
        CollectionDef.newBuilder()
            .setNodeList(CollectionDef.NodeList.newBuilder().addValue(op))
            .build());
  }

  @Test
  void readsWhichEntryEachVariableGets() {
    init("restore_nothing");
    add("restore_nothing", "NoOp");

    assertThat(keys()).contains(Map.of(A, "key_a", B, "key_b"));
  }

  @Test
  void variablesOfTensorFlow1HaveTheirNodesName() {
    node("b").setOp("VariableV2").clearAttr();
    node("assign_b").setOp("Assign");

    assertThat(keys()).contains(Map.of(A, "key_a", B, "key_b"));
  }

  @Test
  void theCopyOfAVariableTellsWhatTheVariableIs() {
    variable("copied");
    add("initial", "ReadVariableOp", "copied");
    add("copy", "AssignVariableOp", "a", "initial");

    assertThat(keys().orElseThrow()).containsEntry(new VariableId("", "copied"), "key_a");
  }

  /** Another saver of the same graph that the model does not name. */
  @Test
  void onlyTheModelsOwnRestoreOpCounts() {
    texts("other_keys", "other", "other_b");
    add("other_restored", "RestoreV2", "file", "other_keys", "slices");
    add("other_assign", "AssignVariableOp", "a", "other_restored");

    assertThat(keys()).contains(Map.of(A, "key_a", B, "key_b"));
  }

  @Test
  void initialisationThatDoesSomethingIsUnknown() {
    init("fill");
    add("fill", "NoOp", "^reset");
    add("reset", "AssignVariableOp", "a", "file");

    assertThat(keys()).isEmpty();
  }

  @Test
  void partsOfEntriesAreUnknown() {
    node("slices").clearAttr();
    node("slices").setName("unused");
    texts("slices", "4 2 0,2:-", "");

    assertThat(keys()).isEmpty();
  }

  @Test
  void valuesThatAreComputedAreUnknown() {
    node("value_b").setOp("Neg");

    assertThat(keys()).isEmpty();
  }

  @Test
  void aVariableThatGetsTwoValuesIsUnknown() {
    add("again", "AssignVariableOp", "a", "value_b");
    node("restore").addInput("^again");

    assertThat(keys()).isEmpty();
  }

  /** As of a flag that is set back by each restore. */
  @Test
  void anAssignmentOfSomethingElseIsUnknown() {
    add("one", "Const");
    add("reset", "AssignVariableOp", "a", "one", "^assign_a");
    node("restore").addInput("^reset");

    assertThat(keys()).isEmpty();
  }

  @Test
  void entriesOfAnotherCheckpointAreUnknown() {
    texts("other_file", "/other/checkpoint");
    node("restored").setInput(0, "other_file");

    assertThat(keys()).isEmpty();
  }

  @Test
  void aModelWithoutRestoreOpHasNoValues() {
    model.clearSaverDef();

    assertThat(keys()).contains(Map.of());
  }
}
