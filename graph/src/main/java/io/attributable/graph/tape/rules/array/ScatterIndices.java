package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ConstantIntegers;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Indices into an array, input 0, that are the rows of input 1. */
final class ScatterIndices {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef indices;

  ScatterIndices(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.indices = context.input(1);
  }

  /**
   * The parts of a gradient, one for each index, with zeros for indices that occur again later: of
   * several updates the last one stays.
   */
  TensorRef ofLast(TensorRef parts) {
    if (areKnownToDiffer()) {
      return parts;
    }
    TensorRef sizes = w.shapeOf(indices, DataType.DT_INT32);
    TensorRef depth = new Matrices(context).sizeFromEnd(indices, 1);
    TensorRef rank = w.binary("Sub", arrays.size(sizes), w.scalar(1));
    TensorRef shape = arrays.slice(sizes, w.ints(0), arrays.vector(rank), vector());
    TensorRef tickets = w.reshape(arrays.range(arrays.product(shape)), shape, Shape.unknown());
    TensorRef last = arrays.gatherNd(holders(depth, tickets), indices);
    return arrays.mulRows(parts, arrays.equal(last, tickets, w.graph().type(parts)));
  }

  private boolean areKnownToDiffer() {
    Optional<int[]> known = ConstantIntegers.ints(w.graph(), indices);
    Shape shape = w.graph().shape(indices);
    if (known.isEmpty() || shape.isUnknown() || shape.numDimensions() == 0) {
      return false;
    }
    int depth = Math.toIntExact(shape.get(shape.numDimensions() - 1));
    Set<List<Integer>> rows = new HashSet<>();
    return depth > 0
        && IntStream.range(0, known.get().length / depth)
            .allMatch(row -> rows.add(row(known.get(), row, depth)));
  }

  private static List<Integer> row(int[] indices, int row, int depth) {
    return Arrays.stream(indices, row * depth, (row + 1) * depth).boxed().toList();
  }

  /** At each index the ticket, a distinct integer per row, that was written last. */
  private TensorRef holders(TensorRef depth, TensorRef tickets) {
    TensorRef whole = w.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef counted = arrays.slice(whole, w.ints(0), arrays.vector(depth), vector());
    TensorRef empty = context.writer().op("Fill", counted, w.scalar(-1)).write();
    return context.writer().op("TensorScatterUpdate", empty, indices, tickets).write();
  }

  private static Shape vector() {
    return Shape.of(Shape.UNKNOWN_SIZE);
  }
}
