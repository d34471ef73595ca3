package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Phrase;
import io.attributable.Worded;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.preflight.Purity;
import io.attributable.tensorflow.options.StatePolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Sets the variables back that requests to a signature change. They are copied within TensorFlow,
 * as Java has no array for some of their types. Not thread-safe: nobody else may run the model
 * meanwhile.
 */
public final class StateRestorer {
  private static final String COPY = "attributable/";
  private static final String SAVE = "save";
  private static final String RESTORE = "restore";
  private static final int MOST_NAMES = 5;

  private final ModelSession model;
  private final List<FlatNode> variables;
  private @Nullable String prefix;
  private boolean saved;

  private StateRestorer(ModelSession model, List<FlatNode> variables) {
    this.model = model;
    this.variables = variables;
  }

  /**
   * What a policy takes for a signature.
   *
   * @throws AttributionException STATEFUL_MODEL
   */
  public static StateRestorer of(
      ModelSession model, FlatGraph graph, Purity purity, StatePolicy policy) {
    if (policy == StatePolicy.KEEP || !purity.changesState()) {
      return new StateRestorer(model, List.of());
    }
    if (policy == StatePolicy.REFUSE) {
      throw stateful(
          graph,
          purity,
          wording -> "was loaded with " + Phrase.REFUSE.in(wording) + ". Load it with another");
    }
    List<FlatNode> changed = changed(graph);
    boolean references = changed.stream().anyMatch(FrozenVariables::isReference);
    if (!purity.other().isEmpty() || changed.isEmpty() || references) {
      throw stateful(
          graph,
          purity,
          wording ->
              "not all of it can be restored. Explain it with "
                  + Phrase.KEEP.in(wording)
                  + ", where a request may change the next one");
    }
    return new StateRestorer(model, changed);
  }

  private static AttributionException stateful(FlatGraph graph, Purity purity, Worded why) {
    List<String> nodes =
        Stream.concat(purity.variables().stream(), purity.other().stream()).toList();
    String shown = nodes.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = nodes.size() - MOST_NAMES;
    return new AttributionException(
        ErrorCode.STATEFUL_MODEL,
        graph.signature().name(),
        graph.model(),
        more > 0 ? shown + " and " + more + " more" : shown,
        why);
  }

  /** All variables but those that are only read. */
  private static List<FlatNode> changed(FlatGraph graph) {
    Set<FlatNode> readOnly = new HashSet<>(FrozenVariables.variables(graph));
    return graph.byName().values().stream()
        .filter(node -> OpTrait.isVariable(node.op()))
        .filter(node -> !readOnly.contains(node))
        .toList();
  }

  /** Whether requests change anything. */
  public boolean restores() {
    return !variables.isEmpty();
  }

  /**
   * Does something, and sets back what it changed, also if it fails. A part of something larger is
   * set back to what the larger one found.
   */
  public <T> T around(Supplier<T> action) {
    if (!restores()) {
      return action.get();
    }
    boolean part = saved;
    if (!part) {
      run(SAVE);
      saved = true;
    }
    try {
      return action.get();
    } finally {
      saved = part;
      run(RESTORE);
    }
  }

  private void run(String kind) {
    SessionGraph session = model.get();
    String added = prefix;
    if (added == null) {
      added = session.importPlan(copies());
      prefix = added;
    }
    Session.Runner runner = session.session().runner();
    for (int i = 0; i < variables.size(); i++) {
      runner.addTarget(added + "/" + kind + i);
    }
    runner.run().close();
  }

  /** The variables of other signatures are unknown, so that copies have unique names. */
  private GraphDef copies() {
    GraphDef.Builder graph = GraphDef.newBuilder();
    String unique = COPY + UUID.randomUUID() + "/";
    for (int i = 0; i < variables.size(); i++) {
      NodeDef handle = SharedNames.keep(variables.get(i)).toProto();
      DataType type = variables.get(i).attribute("dtype").getType();
      graph.addNode(handle.toBuilder().setName("variable" + i));
      graph.addNode(
          handle.toBuilder().setName("copy" + i).putAttr("shared_name", Attributes.of(unique + i)));
      graph.addNode(VariableNodes.read("value" + i, "variable" + i, type));
      graph.addNode(VariableNodes.assign(SAVE + i, "copy" + i, "value" + i, type));
      graph.addNode(VariableNodes.read("kept" + i, "copy" + i, type));
      graph.addNode(VariableNodes.assign(RESTORE + i, "variable" + i, "kept" + i, type));
    }
    return graph.build();
  }
}
