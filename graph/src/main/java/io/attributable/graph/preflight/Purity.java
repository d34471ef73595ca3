package io.attributable.graph.preflight;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NestedNodes;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.preflight.PreflightNote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;

/**
 * Whether an output is a function of the input alone, and if not, which nodes are the cause: those
 * that draw random numbers for it, and those that change state when it is computed.
 *
 * @param random nodes that draw, by the author's scopes
 * @param variables nodes that change variables
 * @param other nodes that change other state, such as tables, queues and iterators
 */
public record Purity(List<String> random, List<String> variables, List<String> other) {
  /** Copies the lists. */
  public Purity {
    random = List.copyOf(random);
    variables = List.copyOf(variables);
    other = List.copyOf(other);
  }

  /** Looks at all that runs for any output of the signature. */
  public static Purity of(FlatGraph graph) {
    List<TensorRef> outputs = new ArrayList<>();
    graph.signature().outputs().forEach(output -> outputs.add(output.tensor()));
    return of(graph, outputs, Set.of());
  }

  /** Looks at all that runs for an output, inside functions as well. */
  public static Purity of(FlatGraph graph, TensorRef output) {
    return of(graph, output, Set.of());
  }

  /**
   * The same where some tensors are given, so that it does not matter how they come about.
   *
   * @param given as layers' tensors are whose values are fed
   */
  public static Purity of(FlatGraph graph, TensorRef output, Collection<TensorRef> given) {
    return of(graph, List.of(output), given);
  }

  private static Purity of(FlatGraph graph, List<TensorRef> outputs, Collection<TensorRef> given) {
    NestedNodes inner = new NestedNodes(graph);
    Found found = new Found();
    for (FlatNode node : running(graph, outputs, Set.copyOf(given))) {
      found.add(node.scopedName(), node.op(), node.attributes());
      inner
          .of(node)
          .forEach((name, within) -> found.add(name, within.getOp(), within.getAttrMap()));
    }
    return new Purity(
        List.copyOf(found.random), List.copyOf(found.variables), List.copyOf(found.other));
  }

  /** Nodes by what they do, each once though its function may be called twice. */
  private static final class Found {
    private final Set<String> random = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<String> other = new LinkedHashSet<>();

    void add(String name, String op, Map<String, AttrValue> attributes) {
      if (ImpureOps.isRandom(op, attributes)) {
        random.add(name);
      } else if (ImpureOps.writesVariable(op)) {
        variables.add(name);
      } else if (ImpureOps.writesOther(op)) {
        other.add(name);
      }
    }
  }

  /** In the graph's order. */
  private static Collection<FlatNode> running(
      FlatGraph graph, List<TensorRef> outputs, Set<TensorRef> given) {
    Map<Integer, FlatNode> running = new TreeMap<>();
    Map<String, Integer> positions = new LinkedHashMap<>();
    graph.byName().keySet().forEach(name -> positions.put(name, positions.size()));
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    outputs.forEach(output -> open.push(output.node()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (seen.add(name) && positions.containsKey(name)) {
        FlatNode node = graph.node(name);
        running.put(positions.get(name), node);
        if (!graph.isFed(node.output(0))) {
          node.inputs().stream()
              .filter(input -> !given.contains(input))
              .map(TensorRef::node)
              .forEach(open::push);
          open.addAll(node.controls());
        }
      }
    }
    return running.values();
  }

  /** Whether equal inputs have equal answers, now and later. */
  public boolean isPure() {
    return random.isEmpty() && !changesState();
  }

  /** Whether computing the output changes what the next one is computed from. */
  public boolean changesState() {
    return !variables.isEmpty() || !other.isEmpty();
  }

  /**
   * The notes about it; none if it is pure.
   *
   * @param restored whether state is restored after each request
   */
  public List<PreflightNote> notes(boolean restored) {
    List<PreflightNote> notes = new ArrayList<>();
    if (!random.isEmpty()) {
      notes.add(new PreflightNote(PreflightNote.Kind.RANDOM, List.of(), random));
    }
    if (changesState() && !restored) {
      List<String> writers = new ArrayList<>(variables);
      writers.addAll(other);
      notes.add(new PreflightNote(PreflightNote.Kind.STATE, List.of(), writers));
    }
    return notes;
  }
}
