package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** Finds out which rows an op selects: the same op is run on the rows' indices. */
final class RowSelection {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;

  RowSelection(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
  }

  /** The gradient of the selected values; all other outputs are integers. */
  TensorRef gradient() {
    return context.outputGradients().values().iterator().next();
  }

  /** The number of rows: a scalar. */
  TensorRef count(TensorRef rows) {
    TensorRef sizes = w.shapeOf(rows, DataType.DT_INT32);
    return w.reshape(arrays.part(sizes, 0, 1), w.ints(), Shape.scalar());
  }

  /** 0, 1, ... up to a count. */
  TensorRef indices(TensorRef count) {
    return arrays.range(w.cast(count, DataType.DT_INT64));
  }

  /**
   * The node with 64-bit integers.
   *
   * @param type the attribute that is their type
   * @param replaced what the inputs are that differ
   */
  FlatNode ofIndices(String type, Map<Integer, TensorRef> replaced) {
    List<TensorRef> inputs = new ArrayList<>(context.node().inputs());
    replaced.forEach(inputs::set);
    String[] names =
        context.node().definition().getAttrList().stream()
            .map(OpDef.AttrDef::getName)
            .toArray(String[]::new);
    return context
        .writer()
        .op(context.node().op(), inputs)
        .like(context.node(), names)
        .with(type, DataType.DT_INT64)
        .writeNode();
  }

  /** The gradients of rows, each the sum of those of what was taken from it. */
  TensorRef ofRows(TensorRef gradient, TensorRef taken, TensorRef count, TensorRef rows) {
    return w.reshapeLike(arrays.segmentSum(gradient, taken, count), rows);
  }

  /** The gradients of rows, and behind them that of a row that fills gaps. */
  TensorRef withFiller(TensorRef gradient, TensorRef taken, TensorRef count) {
    return arrays.segmentSum(gradient, taken, w.binary("AddV2", count, w.scalar(1)));
  }
}
