package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorProto;

/** Reads variables, all in one run: every new set of fetches makes TensorFlow plan anew. */
public final class VariableReader {
  private final SessionGraph session;
  private final VariableReadNodes reads;

  /**
   * Reads where variables were loaded.
   *
   * @param reads nodes that are there for it already
   */
  public VariableReader(SessionGraph session, VariableReadNodes reads) {
    this.session = session;
    this.reads = reads;
  }

  /** Values by the name of the node that holds the variable. */
  public Map<String, TensorProto> read(List<FlatNode> variables) {
    Map<String, TensorProto> values = new HashMap<>();
    if (variables.isEmpty()) {
      return values;
    }
    List<String> fetches = present(variables).orElseGet(() -> added(variables));
    Session.Runner runner = session.session().runner();
    fetches.forEach(runner::fetch);
    try (Result result = runner.run()) {
      for (int i = 0; i < variables.size(); i++) {
        values.put(
            variables.get(i).name(), ReadableTensors.proto(type(variables.get(i)), result.get(i)));
      }
    }
    return values;
  }

  /** The file's own nodes that read variables; nothing if one has none. */
  private Optional<List<String>> present(List<FlatNode> variables) {
    List<String> found = new ArrayList<>();
    for (FlatNode variable : variables) {
      if (!ReadableTensors.isReadable(type(variable))) {
        return Optional.empty();
      }
      reads
          .of(variable.name())
          .filter(name -> session.graph().operation(name) != null)
          .ifPresent(found::add);
    }
    return found.size() == variables.size() ? Optional.of(found) : Optional.empty();
  }

  private List<String> added(List<FlatNode> variables) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    List<String> fetches = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      FlatNode variable = variables.get(i);
      String name = "variable" + i;
      graph.addNode(SharedNames.keep(variable).toProto().toBuilder().setName(name));
      if (!FrozenVariables.isReference(variable)) {
        graph.addNode(VariableNodes.read("value" + i, name, type(variable)));
        name = "value" + i;
      }
      DataType type = type(variable);
      if (!ReadableTensors.isReadable(type)) {
        graph.addNode(ReadableTensors.node("bits" + i, new TensorRef(name, 0), type));
        name = "bits" + i;
      }
      fetches.add(name);
    }
    String prefix = session.importPlan(graph.build());
    return fetches.stream().map(name -> prefix + "/" + name).toList();
  }

  private static DataType type(FlatNode variable) {
    return Types.withoutReference(variable.attribute("dtype").getType());
  }
}
