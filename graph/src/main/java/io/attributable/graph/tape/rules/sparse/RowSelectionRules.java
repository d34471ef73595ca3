package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Ops that reorder, repeat or drop rows of sparse and ragged arrays.
 *
 * <p>Source: {@code tensorflow/python/ops/sparse_grad.py}, {@code _SparseReorderGrad}, {@code
 * _SparseSliceGrad}, {@code _SparseFillEmptyRowsGrad}; {@code
 * tensorflow/python/ops/ragged/ragged_conversion_ops.py}, {@code _ragged_tensor_to_tensor_grad};
 * {@code tensorflow/python/ops/ragged/ragged_tensor.py}, {@code _ragged_tensor_to_sparse_gradient}.
 */
public final class RowSelectionRules {
  private static final String REST = "FIRST_DIM_SIZE";

  private RowSelectionRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "SparseReorder", context -> selected(context, "T", 1, 1),
        "SparseSlice", context -> selected(context, "T", 1, 1),
        "SparseConcat", SparseConcat::gradients,
        "SparseFillEmptyRows", RowSelectionRules::filled,
        "RaggedFillEmptyRows", RowSelectionRules::filled,
        "RaggedGather", RowSelectionRules::gathered,
        "RaggedTensorToSparse", RowSelectionRules::listed,
        "RaggedTensorToTensor", RowSelectionRules::padded);
  }

  private static Map<Integer, TensorRef> selected(
      RuleContext context, String type, int input, int output) {
    RowSelection rows = new RowSelection(context);
    TensorRef x = context.input(input);
    TensorRef count = rows.count(x);
    TensorRef taken = rows.ofIndices(type, Map.of(input, rows.indices(count))).output(output);
    return Map.of(input, rows.ofRows(rows.gradient(), taken, count, x));
  }

  /** Empty rows have got the default value, input 3. */
  private static Map<Integer, TensorRef> filled(RuleContext context) {
    NodeWriter w = context.writer();
    RowSelection rows = new RowSelection(context);
    TensorRef x = context.input(1);
    TensorRef count = rows.count(x);
    TensorRef rest = w.cast(count, DataType.DT_INT64);
    TensorRef taken = rows.ofIndices("T", Map.of(1, rows.indices(count), 3, rest)).output(1);
    TensorRef sums = rows.withFiller(rows.gradient(), taken, count);
    return Map.of(1, ofAll(context, sums, count, x), 3, ofFiller(context, sums, count, 3));
  }

  private static TensorRef ofAll(
      RuleContext context, TensorRef sums, TensorRef count, TensorRef rows) {
    NodeWriter w = context.writer();
    TensorRef all = new ArrayWriter(context.writer()).range(count);
    return w.reshapeLike(new ArrayWriter(context.writer()).gather(sums, all), rows);
  }

  private static TensorRef ofFiller(
      RuleContext context, TensorRef sums, TensorRef count, int input) {
    TensorRef last = new ArrayWriter(context.writer()).gather(sums, count);
    return Unbroadcast.toShapeOf(context, context.input(input), last);
  }

  /** The values follow the splits, in inputs as in outputs. */
  private static Map<Integer, TensorRef> gathered(RuleContext context) {
    int input = (int) context.attribute("PARAMS_RAGGED_RANK").getI();
    int output = (int) context.attribute("OUTPUT_RAGGED_RANK").getI();
    return selected(context, "Tvalues", input, output);
  }

  /** All values in their order. */
  private static Map<Integer, TensorRef> listed(RuleContext context) {
    int input = (int) context.attribute("RAGGED_RANK").getI();
    TensorRef dy = new RowSelection(context).gradient();
    return Map.of(input, context.writer().reshapeLike(dy, context.input(input)));
  }

  /** Inputs: the shape wanted, the rows, what fills the gaps, and how rows are parted. */
  private static Map<Integer, TensorRef> padded(RuleContext context) {
    NodeWriter w = context.writer();
    RowSelection rows = new RowSelection(context);
    TensorRef dy = rows.gradient();
    TensorRef x = context.input(1);
    TensorRef count = rows.count(x);
    TensorRef rest = w.cast(count, DataType.DT_INT64);
    TensorRef taken =
        rows.ofIndices("T", Map.of(0, outer(context, dy), 1, rows.indices(count), 2, rest))
            .output(0);
    TensorRef sums = rows.withFiller(dy, taken, count);
    return Map.of(1, ofAll(context, sums, count, x), 2, ofFiller(context, sums, count, 2));
  }

  /** The sizes of all dimensions in front of those that a row has. */
  private static TensorRef outer(RuleContext context, TensorRef dy) {
    NodeWriter w = context.writer();
    long parted =
        context.attribute("row_partition_types").getList().getSList().stream()
            .filter(type -> !type.toStringUtf8().equals(REST))
            .count();
    TensorRef sizes = w.shapeOf(dy, context.attribute("Tshape").getType());
    return new ArrayWriter(context.writer())
        .slice(sizes, w.ints(0), w.ints((int) parted + 1), Shape.of(parted + 1));
  }
}
