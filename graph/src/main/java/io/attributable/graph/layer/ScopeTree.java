package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All scopes of a graph, read off the names of its nodes. */
final class ScopeTree {
  private static final Set<String> HANDLES = Set.of("VarHandleOp", "VariableV2", "Variable");

  private final FlatGraph graph;
  private final Scope top = Scope.top();
  private final Set<String> scopes = new HashSet<>();

  private ScopeTree(FlatGraph graph) {
    this.graph = graph;
    for (FlatNode node : graph.nodes()) {
      collectScopes(node.scopedName());
    }
    graph.nodes().forEach(this::place);
  }

  static ScopeTree of(FlatGraph graph) {
    return new ScopeTree(graph);
  }

  Scope top() {
    return top;
  }

  /** The scope of a path, to the letter. */
  Optional<Scope> find(String path) {
    Scope scope = top;
    for (String segment : path.split("/", -1)) {
      Scope child = scope.children().get(segment);
      if (child == null) {
        return Optional.empty();
      }
      scope = child;
    }
    return Optional.of(scope);
  }

  /** Visits all scopes but the top, outer ones first. */
  void forEach(Consumer<Scope> visitor) {
    forEach(top, visitor);
  }

  private static void forEach(Scope scope, Consumer<Scope> visitor) {
    for (Scope child : scope.children().values()) {
      visitor.accept(child);
      forEach(child, visitor);
    }
  }

  private void collectScopes(String name) {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      scopes.add(name.substring(0, slash));
    }
  }

  /** TensorFlow 1 names a layer's last node like its scope; such a node belongs to the scope. */
  private void place(FlatNode node) {
    String name = node.scopedName();
    String path = scopes.contains(name) ? name + "/" : name;
    Scope scope = top;
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      scope = scope.child(path.substring(from, slash));
      scope.add(node);
      from = slash + 1;
    }
    scope.addLeaf(path.substring(from));
    recordVariables(scope, node);
  }

  private void recordVariables(Scope scope, FlatNode node) {
    for (TensorRef input : node.inputs()) {
      FlatNode source = graph.byName().get(input.node());
      if (source != null && HANDLES.contains(source.op())) {
        String variable = variableName(source);
        for (@Nullable Scope at = scope; at != null; at = at.parent()) {
          at.variables().add(variable);
        }
      }
    }
  }

  private static String variableName(FlatNode handle) {
    String shared = handle.attribute("shared_name").getS().toStringUtf8();
    return shared.isEmpty() ? handle.name() : shared;
  }
}
