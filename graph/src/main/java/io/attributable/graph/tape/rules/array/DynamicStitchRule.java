package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * Rows put together from several arrays. Inputs: the indices of each array, then as many arrays.
 * Where two rows have the same index the later one wins and the other has no gradient, which
 * TensorFlow's own rule overlooks.
 *
 * <p>Source: {@code tensorflow/python/ops/data_flow_grad.py}, {@code _DynamicStitchGrads}, which
 * gives every row the gradient at its index.
 */
final class DynamicStitchRule {
  private DynamicStitchRule() {}

  static Map<Integer, TensorRef> gradient(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    int count = context.node().inputs().size() / 2;
    List<TensorRef> tickets = tickets(context, count);
    TensorRef winners = stitch(context, tickets);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    for (int i = 0; i < count; i++) {
      if (context.needs(count + i)) {
        TensorRef taken = arrays.gather(context.gradient(), context.input(i));
        TensorRef winner = arrays.gather(winners, context.input(i));
        TensorRef stays = arrays.equal(winner, tickets.get(i), w.graph().type(taken));
        gradients.put(count + i, arrays.mulRows(taken, stays));
      }
    }
    return gradients;
  }

  private static TensorRef stitch(RuleContext context, List<TensorRef> rows) {
    List<TensorRef> indices = context.node().inputs().subList(0, rows.size());
    return context
        .writer()
        .op("DynamicStitch", Stream.concat(indices.stream(), rows.stream()).toList())
        .write();
  }

  /**
   * A distinct integer for each row, shaped like the indices: it identifies the row that was
   * written last.
   */
  private static List<TensorRef> tickets(RuleContext context, int count) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    List<TensorRef> tickets = new ArrayList<>();
    TensorRef next = w.scalar(0);
    for (int i = 0; i < count; i++) {
      TensorRef indices = context.input(i);
      TensorRef size = arrays.size(indices);
      TensorRef range = w.binary("AddV2", arrays.range(size), next);
      tickets.add(w.reshape(range, w.shapeOf(indices), Shape.unknown()));
      next = w.binary("AddV2", next, size);
    }
    return tickets;
  }
}
