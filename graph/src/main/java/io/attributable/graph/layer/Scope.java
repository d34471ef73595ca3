package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A name scope of the graph, to the letter, with all nodes in it in the order they were made. */
final class Scope {
  private final @Nullable Scope parent;
  private final String segment;
  private final String path;
  private final Map<String, Scope> children = new LinkedHashMap<>();
  private final List<FlatNode> nodes = new ArrayList<>();
  private final Set<String> leaves = new LinkedHashSet<>();
  private final Set<String> variables = new LinkedHashSet<>();

  private Scope(@Nullable Scope parent, String segment) {
    this.parent = parent;
    this.segment = segment;
    this.path = parent == null || parent.path.isEmpty() ? segment : parent.path + "/" + segment;
  }

  static Scope top() {
    return new Scope(null, "");
  }

  /** The outer scope; null for the top. */
  @Nullable Scope parent() {
    return parent;
  }

  /** The last part of the path. */
  String segment() {
    return segment;
  }

  /** The whole path; empty for the top. */
  String path() {
    return path;
  }

  /** Scopes directly in this one. */
  Map<String, Scope> children() {
    return children;
  }

  Scope child(String name) {
    return children.computeIfAbsent(name, unused -> new Scope(this, name));
  }

  /** All nodes in it, also in scopes below. */
  List<FlatNode> nodes() {
    return nodes;
  }

  void add(FlatNode node) {
    nodes.add(node);
  }

  void addLeaf(String name) {
    leaves.add(name);
  }

  /** Whether a scope or node directly in this one has this name. */
  boolean uses(String name) {
    return children.containsKey(name) || leaves.contains(name);
  }

  /** The names of the variables read in it, as the author's code named them. */
  Set<String> variables() {
    return variables;
  }

  @Override
  public String toString() {
    return path;
  }
}
