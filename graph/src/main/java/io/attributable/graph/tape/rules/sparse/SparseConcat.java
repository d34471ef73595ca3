package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Concatenation of sparse arrays. Inputs: the indices of all, the values of all, the shapes of all.
 */
final class SparseConcat {
  private final RuleContext context;
  private final RowSelection rows;
  private final int parts;
  private final TensorRef counts;

  private SparseConcat(RuleContext context) {
    this.context = context;
    this.rows = new RowSelection(context);
    this.parts = (int) context.attribute("N").getI();
    this.counts = new ArrayWriter(context.writer()).vector(counts());
  }

  static Map<Integer, TensorRef> gradients(RuleContext context) {
    return new SparseConcat(context).gradients();
  }

  private TensorRef[] counts() {
    return values().stream().map(rows::count).toArray(TensorRef[]::new);
  }

  private List<TensorRef> values() {
    return context.node().inputs().subList(parts, 2 * parts);
  }

  private Map<Integer, TensorRef> gradients() {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef all = arrays.total(counts);
    FlatNode indices = split(rows.indices(all));
    Map<Integer, TensorRef> replaced = new HashMap<>();
    for (int i = 0; i < parts; i++) {
      replaced.put(parts + i, indices.output(i));
    }
    TensorRef taken = rows.ofIndices("T", replaced).output(1);
    FlatNode back = split(arrays.segmentSum(rows.gradient(), taken, all));
    replaced.replaceAll((input, number) -> back.output(input - parts));
    return replaced;
  }

  private FlatNode split(TensorRef vector) {
    return context
        .writer()
        .op("SplitV", vector, counts, context.writer().scalar(0))
        .with("num_split", parts)
        .writeNode();
  }
}
