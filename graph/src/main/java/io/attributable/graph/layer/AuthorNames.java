package io.attributable.graph.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The author's name of each scope. TensorFlow makes scope names unique by a suffix, and Keras 3
 * opens each scope twice, so that layer {@code dense_1} may be in scope {@code dense_1_2} while
 * scope {@code dense_1} is layer {@code dense}. The evidence, strongest first: the names of the
 * variables a scope reads, whether the exporter opens scopes twice, and the order in which
 * TensorFlow assigns suffixes.
 *
 * <p>Source: {@code tensorflow/python/framework/ops.py}, {@code Graph.unique_name}; {@code
 * keras/src/utils/naming.py}, {@code uniquify} (Keras 3); {@code tf_keras/src/backend.py}, {@code
 * unique_object_name} (Keras 2).
 */
final class AuthorNames {
  /**
   * A scope's name.
   *
   * @param name the author's name
   * @param layer whether the evidence shows that it is a layer, not a scope of some op
   * @param perhaps another possible name, where the evidence does not decide
   */
  record Verdict(String name, boolean layer, @Nullable String perhaps) {}

  private final Map<Scope, Verdict> verdicts = new HashMap<>();
  private final VariableEvidence variables = new VariableEvidence();
  private final Exporter exporter;
  private final boolean opensTwice;

  AuthorNames(ScopeTree tree, Exporter exporter) {
    this.exporter = exporter;
    tree.forEach(variables::examine);
    this.opensTwice = opensTwice(tree);
    tree.forEach(scope -> verdicts.put(scope, decide(scope)));
  }

  Verdict verdict(Scope scope) {
    Verdict verdict = verdicts.get(scope);
    if (verdict == null) {
      throw new IllegalArgumentException("not a scope of this graph: " + scope);
    }
    return verdict;
  }

  /** The author's names from the outermost scope to this one. */
  List<String> path(Scope scope) {
    List<String> path = new ArrayList<>();
    for (@Nullable Scope at = scope; at != null && !at.path().isEmpty(); at = at.parent()) {
      path.add(0, verdict(at).name());
    }
    return path;
  }

  /**
   * Whether the exporter opens each scope twice: by the variables' names, else by the exporter's
   * kind.
   */
  private boolean opensTwice(ScopeTree tree) {
    int[] votes = new int[2];
    tree.forEach(scope -> variables.name(scope).ifPresent(name -> vote(scope, name, votes)));
    return votes[0] + votes[1] > 0 ? votes[1] > votes[0] : exporter == Exporter.KERAS_3;
  }

  /** A name whose suffix was added although nothing before it is seen was opened twice. */
  private static void vote(Scope scope, String name, int[] votes) {
    Optional<UniqueSuffix> suffix = UniqueSuffix.of(scope.segment());
    if (suffix.isPresent() && name.equals(scope.segment())) {
      votes[0]++;
    } else if (suffix.isPresent() && !siblingExists(scope, suffix.get().predecessor())) {
      votes[1]++;
    }
  }

  private Verdict decide(Scope scope) {
    Optional<String> fromVariables = variables.name(scope);
    if (fromVariables.isPresent()) {
      return new Verdict(fromVariables.get(), true, null);
    }
    return opensTwice ? openedTwice(scope) : openedOnce(scope);
  }

  /**
   * The first opening of a scope that is opened twice stays empty, so the predecessor of a layer's
   * scope is never seen; the scope of an op's second use follows one that is.
   */
  private static Verdict openedTwice(Scope scope) {
    Optional<UniqueSuffix> suffix = UniqueSuffix.of(scope.segment());
    boolean layer = suffix.isPresent() && !siblingExists(scope, suffix.get().predecessor());
    return new Verdict(layer ? suffix.get().base() : scope.segment(), layer, null);
  }

  private Verdict openedOnce(Scope scope) {
    String segment = scope.segment();
    boolean layer = exporter == Exporter.OTHER;
    Optional<Scope> first =
        UniqueSuffix.of(segment).flatMap(suffix -> sibling(scope, suffix.base()));
    if (first.isEmpty() || exporter == Exporter.KERAS_2) {
      return new Verdict(segment, layer, null);
    }
    if (!first.get().variables().equals(scope.variables())) {
      return new Verdict(segment, layer, null);
    }
    if (!scope.variables().isEmpty()) {
      return new Verdict(first.get().segment(), layer, null);
    }
    return new Verdict(segment, layer, first.get().segment());
  }

  private static boolean siblingExists(Scope scope, String name) {
    Scope parent = scope.parent();
    return parent != null && parent.uses(name);
  }

  private static Optional<Scope> sibling(Scope scope, String name) {
    Scope parent = scope.parent();
    return parent == null ? Optional.empty() : Optional.ofNullable(parent.children().get(name));
  }
}
