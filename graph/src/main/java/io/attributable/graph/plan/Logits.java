package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.IntegerVectorValues;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * The input of the last activation before a tensor, at the tensor's own indices.
 *
 * @param tensor the input
 * @param activation the activation
 */
public record Logits(TensorRef tensor, Activation activation) {
  /** The form of an address that stands for them: {@code logits-of:LAYER}. */
  static final String PREFIX = "logits-of:";

  private static final Set<String> RESHAPING = Set.of("Reshape", "Squeeze", "ExpandDims");
  private static final String TRANSPOSE = "Transpose";

  /**
   * What was found instead of an activation.
   *
   * @param node the op that makes the tensor, or permutes values behind the activation
   * @param moved whether there is an activation whose input has other indices
   */
  record Instead(FlatNode node, boolean moved) {}

  /** The logits of a tensor, if an activation makes it. */
  public static Optional<Logits> of(FlatGraph graph, TensorRef tensor) {
    return new Search(graph).find(tensor);
  }

  /** What makes a tensor that has no logits. */
  static Instead instead(FlatGraph graph, TensorRef tensor) {
    Search search = new Search(graph);
    search.find(tensor);
    return search.instead();
  }

  private static final class Search {
    private final FlatGraph graph;
    private final Deque<FlatNode> moves = new ArrayDeque<>();
    private FlatNode last;

    Search(FlatGraph graph) {
      this.graph = graph;
      this.last = graph.nodes().iterator().next();
    }

    Optional<Logits> find(TensorRef tensor) {
      TensorRef at = tensor;
      last = graph.node(at.node());
      while (handsOn(last) && !graph.isFed(at)) {
        if (!hasSameNumbers(last)) {
          moves.push(last);
        }
        at = last.inputs().get(0);
        last = graph.node(at.node());
      }
      return graph.isFed(at)
          ? Optional.empty()
          : Activation.endedBy(graph, last)
              .flatMap(found -> inPlace(found.logits()).map(logits -> new Logits(logits, found)));
    }

    Instead instead() {
      boolean moved = Activation.endedBy(graph, last).isPresent() && !moves.isEmpty();
      return new Instead(moved ? moves.peek() : last, moved);
    }

    private static boolean hasSameNumbers(FlatNode node) {
      return node.op().equals("Cast") || OpTrait.PASSES.is(node.op());
    }

    private boolean handsOn(FlatNode node) {
      return hasSameNumbers(node) || RESHAPING.contains(node.op()) || node.op().equals(TRANSPOSE);
    }

    /** Undoes a permutation behind the activation by one before it. */
    private Optional<TensorRef> inPlace(TensorRef logits) {
      TensorRef at = logits;
      while (!moves.isEmpty()) {
        FlatNode node = graph.node(at.node());
        while (hasSameNumbers(node) && !graph.isFed(at)) {
          at = node.inputs().get(0);
          node = graph.node(at.node());
        }
        if (graph.isFed(at) || !undoes(node, moves.peek())) {
          return Optional.empty();
        }
        moves.pop();
        at = node.inputs().get(0);
      }
      return Optional.of(at);
    }

    private boolean undoes(FlatNode before, FlatNode after) {
      if (after.op().equals(TRANSPOSE)) {
        return before.op().equals(TRANSPOSE) && areInverse(before, after);
      }
      return RESHAPING.contains(before.op())
          && agree(graph.shape(before.inputs().get(0)), graph.shape(after.output(0)));
    }

    private boolean areInverse(FlatNode before, FlatNode after) {
      IntegerVectorValues vectors = new IntegerVectorValues(graph);
      Optional<List<Integer>> one = vectors.of(before.inputs().get(1));
      Optional<List<Integer>> other = vectors.of(after.inputs().get(1));
      if (one.isEmpty() || other.isEmpty() || one.get().size() != other.get().size()) {
        return false;
      }
      for (int i = 0; i < one.get().size(); i++) {
        int axis = other.get().get(i);
        if (axis < 0 || axis >= one.get().size() || one.get().get(axis) != i) {
          return false;
        }
      }
      return true;
    }

    private static boolean agree(Shape one, Shape other) {
      if (one.isUnknown() || other.isUnknown() || one.numDimensions() != other.numDimensions()) {
        return false;
      }
      for (int i = 0; i < one.numDimensions(); i++) {
        boolean open = one.get(i) < 0 || other.get(i) < 0;
        if (open ? i > 0 : one.get(i) != other.get(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
