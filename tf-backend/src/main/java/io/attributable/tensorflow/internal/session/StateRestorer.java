package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Phrase;
import io.attributable.Worded;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.preflight.Purity;
import io.attributable.graph.write.NodeWriter;
import io.attributable.tensorflow.options.StatePolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Sets the variables back that requests to a signature change. They are copied within TensorFlow,
 * as Java has no array for some of their types. Safe for any number of threads, one of which
 * computes at a time.
 */
public final class StateRestorer {
  private static final String COPY = "/kept";
  private static final int MOST_NAMES = 5;

  private final SessionGraph session;
  private final List<FlatNode> variables;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable String prefix;

  private StateRestorer(SessionGraph session, List<FlatNode> variables) {
    this.session = session;
    this.variables = variables;
  }

  /**
   * What a policy takes for a signature.
   *
   * @throws AttributionException STATEFUL_MODEL
   */
  public static StateRestorer of(
      SessionGraph session, FlatGraph graph, Purity purity, StatePolicy policy) {
    if (policy == StatePolicy.KEEP || !purity.changesState()) {
      return new StateRestorer(session, List.of());
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
    return new StateRestorer(session, changed);
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
        .filter(node -> node.op().equals("VarHandleOp") || FrozenVariables.isReference(node))
        .filter(node -> !readOnly.contains(node))
        .toList();
  }

  /** Does something, and sets back what it changed, also if it fails. */
  public <T> T around(Supplier<T> action) {
    if (variables.isEmpty()) {
      return action.get();
    }
    lock.lock();
    try {
      run("save");
      try {
        return action.get();
      } finally {
        run("restore");
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(String kind) {
    String added = prefix;
    if (added == null) {
      added = session.importPlan(copies());
      prefix = added;
    }
    Session.Runner runner = session.session().runner();
    for (FlatNode variable : variables) {
      runner.addTarget(added + "/" + variable.name() + "/" + kind);
    }
    runner.run().close();
  }

  private GraphDef copies() {
    GraphDef.Builder graph = GraphDef.newBuilder();
    for (FlatNode variable : variables) {
      NodeDef handle = SharedNames.keep(variable).toProto();
      graph.addNode(handle);
      graph.addNode(
          handle.toBuilder()
              .setName(variable.name() + COPY)
              .putAttr("shared_name", NodeWriter.text(variable.name() + COPY)));
      nodes(variable).forEach(graph::addNode);
    }
    return graph.build();
  }

  private static List<NodeDef> nodes(FlatNode variable) {
    String name = variable.name();
    List<NodeDef> nodes = new ArrayList<>();
    nodes.add(read(variable, name, "/value"));
    nodes.add(assign(variable, name + "/save", name + COPY, name + "/value"));
    nodes.add(read(variable, name + COPY, "/value"));
    nodes.add(assign(variable, name + "/restore", name, name + COPY + "/value"));
    return nodes;
  }

  private static NodeDef read(FlatNode variable, String handle, String suffix) {
    return NodeDef.newBuilder()
        .setName(handle + suffix)
        .setOp("ReadVariableOp")
        .addInput(handle)
        .putAttr("dtype", Attributes.of(variable.attribute("dtype").getType()))
        .build();
  }

  private static NodeDef assign(FlatNode variable, String name, String handle, String value) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("AssignVariableOp")
        .addInput(handle)
        .addInput(value)
        .putAttr("dtype", Attributes.of(variable.attribute("dtype").getType()))
        .build();
  }
}
