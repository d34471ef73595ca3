package io.attributable.graph.method.deeplift;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.ZeroGradientOps;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;

/**
 * How tensors may differ between the pass at the inputs and that at the baselines. What is made of
 * a shape alone is the same in both. Immutable.
 */
final class Changes {

  /** How a tensor differs. */
  enum Kind {
    /** Not at all. */
    NONE,
    /** By truth values, or by what was counted or found: nothing hands a difference back. */
    CHOICE,
    /** By numbers, whose difference can be handed back. */
    NUMBER
  }

  private final Map<TensorRef, Kind> kinds = new HashMap<>();
  private final Set<TensorRef> ofNumbers = new HashSet<>();
  private final Set<TensorRef> rounded = new HashSet<>();
  private final Set<TensorRef> restored = new HashSet<>();

  private Changes() {}

  /**
   * Follows what differs.
   *
   * @param inputs tensors that do
   */
  static Changes of(FlatGraph graph, Collection<TensorRef> inputs) {
    Changes changes = new Changes();
    for (TensorRef input : inputs) {
      DataType type = graph.type(input);
      changes.kinds.put(input, type == DataType.DT_BOOL ? Kind.CHOICE : Kind.NUMBER);
      if (Types.isFloat(type)) {
        changes.ofNumbers.add(input);
      }
    }
    graph.nodes().forEach(node -> changes.visit(graph, node));
    return changes;
  }

  /** How a tensor differs. */
  Kind of(TensorRef tensor) {
    return kinds.getOrDefault(tensor, Kind.NONE);
  }

  /** Whether a tensor depends on inputs of floating-point numbers, and not of whole ones alone. */
  boolean ofNumbers(TensorRef tensor) {
    return ofNumbers.contains(tensor);
  }

  /**
   * Whether numbers were made whole ones on the way to a tensor, which hands no difference back.
   */
  boolean wasRounded(TensorRef tensor) {
    return rounded.contains(tensor);
  }

  /** The same of a tensor of whole numbers that have just become floating-point ones again. */
  boolean isRestored(TensorRef tensor) {
    return restored.contains(tensor);
  }

  private static boolean isFloat(FlatGraph graph, TensorRef tensor) {
    return Types.isFloat(graph.type(tensor));
  }

  private void visit(FlatGraph graph, FlatNode node) {
    if (OpTrait.READS_SHAPE.is(node.op())) {
      return;
    }
    Kind any = Kind.NONE;
    boolean numbers = false;
    boolean finds = false;
    boolean lost = false;
    boolean rounds = node.op().equals("Cast") && !Types.isFloat(node.outputs().get(0).type());
    for (TensorRef input : node.inputs()) {
      Kind kind = of(input);
      any = kind.compareTo(any) > 0 ? kind : any;
      numbers |= ofNumbers(input);
      lost |= wasRounded(input) || (rounds && of(input) == Kind.NUMBER && isFloat(graph, input));
      finds |= kind != Kind.NONE && isFloat(graph, input);
    }
    boolean stops = finds && ZeroGradientOps.contains(node.op()) && !StepRules.has(node.op());
    for (int i = 0; any != Kind.NONE && i < node.outputs().size(); i++) {
      boolean choice = stops || node.outputs().get(i).type() == DataType.DT_BOOL;
      kinds.putIfAbsent(node.output(i), choice ? Kind.CHOICE : any);
      if (numbers) {
        ofNumbers.add(node.output(i));
      }
      if (lost && !choice) {
        rounded.add(node.output(i));
        if (restores(graph, node)) {
          restored.add(node.output(i));
        }
      }
    }
  }

  private static boolean restores(FlatGraph graph, FlatNode node) {
    return node.op().equals("Cast")
        && isFloat(graph, node.output(0))
        && !isFloat(graph, node.inputs().get(0));
  }
}
