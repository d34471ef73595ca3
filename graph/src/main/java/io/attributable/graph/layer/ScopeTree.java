package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All scopes of a graph, read off the names of its nodes. */
final class ScopeTree {
  private final VariableReads reads;
  private final Scope top = Scope.top();
  private final Set<String> scopes = new HashSet<>();

  private ScopeTree(FlatGraph graph, VariableReads reads, ObserverNodes observers) {
    this.reads = reads;
    List<FlatNode> working = new ArrayList<>();
    for (FlatNode node : graph.nodes()) {
      if (!observers.contains(node)) {
        working.add(node);
      }
    }
    working.forEach(node -> collectScopes(node.scopedName()));
    working.forEach(this::insert);
  }

  /** The scopes of all nodes but those that only look on. */
  static ScopeTree of(FlatGraph graph, VariableReads reads, ObserverNodes observers) {
    return new ScopeTree(graph, reads, observers);
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
  private void insert(FlatNode node) {
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
    for (String variable : reads.of(node)) {
      for (@Nullable Scope at = scope; at != null; at = at.parent()) {
        at.variables().add(variable);
      }
    }
  }
}
