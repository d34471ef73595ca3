package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NodeWriter;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Reductions of rows that belong together: input 1 says to which segment each row belongs. */
final class SegmentRules {
  private SegmentRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("SegmentMean", SegmentRules::mean);
    rules.put("SegmentMax", SegmentRules::extreme);
    rules.put("SegmentMin", SegmentRules::extreme);
    rules.put("SegmentProd", SegmentRules::product);
    rules.put("UnsortedSegmentProd", SegmentRules::product);
    for (String op : new String[] {"Sum", "Mean", "SqrtN"}) {
      GradientRule rule = context -> sparse(context, op);
      rules.put("SparseSegment" + op, rule);
      rules.put("SparseSegment" + op + "WithNumSegments", rule);
    }
    return rules;
  }

  private static Map<Integer, TensorRef> mean(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef counts = reduce(context, "SegmentSum", w.unary("OnesLike", context.input(0)));
    return Map.of(0, ofRows(context, w.binary("DivNoNan", context.gradient(), counts)));
  }

  /** Those that are equally extreme share the gradient equally. */
  private static Map<Integer, TensorRef> extreme(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef winners =
        new ArrayWriter(context).equal(x, ofRows(context, context.output(0)), w.graph().type(x));
    TensorRef counts = reduce(context, "SegmentSum", winners);
    TensorRef shares = w.binary("DivNoNan", context.gradient(), counts);
    return Map.of(0, w.mul(winners, ofRows(context, shares)));
  }

  /**
   * The product of a row's companions: without zeros the whole product divided by the row, with one
   * zero that of the others for the zero alone, with more of them nothing.
   */
  private static Map<Integer, TensorRef> product(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = ComplexNumbers.conjugate(w, context.input(0));
    TensorRef zero = w.scalarLike(x, 0);
    ArrayWriter arrays = new ArrayWriter(context);
    TensorRef isZero = arrays.equal(x, zero, w.graph().type(x));
    TensorRef filled = w.binary("AddV2", x, isZero);
    TensorRef zeros =
        reduce(context, isSorted(context) ? "SegmentSum" : "UnsortedSegmentSum", isZero);
    TensorRef product = w.mul(reduce(context, context.node().op(), filled), context.gradient());
    // How many zeros a row's companions have, without the row itself.
    TensorRef others = w.binary("Sub", ofRows(context, zeros), isZero);
    TensorRef counts = arrays.equal(others, zero, w.graph().type(x));
    TensorRef ofOthers = w.binary("RealDiv", ofRows(context, product), filled);
    return Map.of(0, w.mul(counts, ofOthers));
  }

  /** Unsorted segments are counted by a third input, and may leave rows out. */
  private static boolean isSorted(RuleContext context) {
    return context.node().inputs().size() == 2;
  }

  private static TensorRef reduce(RuleContext context, String op, TensorRef rows) {
    OpWriter reduction = new OpWriter(context, op).typeOf("T", rows).like("Tindices");
    return isSorted(context)
        ? reduction.inputs(rows, context.input(1)).write()
        : reduction.like("Tnumsegments").inputs(rows, context.input(1), context.input(2)).write();
  }

  /** What a segment has, for each of its rows; zeros for rows of no segment. */
  private static TensorRef ofRows(RuleContext context, TensorRef segments) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context);
    TensorRef ids = context.input(1);
    if (isSorted(context)) {
      return arrays.gather(segments, ids);
    }
    TensorRef zero = w.cast(w.scalar(0), w.graph().type(ids));
    TensorRef gathered = arrays.gather(segments, w.binary("Maximum", ids, zero));
    TensorRef belongs =
        new OpWriter(context, "GreaterEqual")
            .typeOf("T", ids)
            .inputs(ids, zero)
            .shapedLike(ids)
            .write();
    return arrays.mulRows(gathered, w.cast(belongs, w.graph().type(gathered)));
  }

  /** Input 1 says which rows of input 0 are taken, input 2 where to. */
  private static Map<Integer, TensorRef> sparse(RuleContext context, String kind) {
    TensorRef shape = context.writer().shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef rows =
        context
            .writer()
            .reshape(
                new ArrayWriter(context).part(shape, 0, 1),
                context.writer().ints(),
                Shape.scalar());
    return Map.of(
        0,
        new OpWriter(context, "SparseSegment" + kind + "Grad")
            .typeOf("T", context.gradient())
            .like("Tidx", "Tsegmentids")
            .inputs(context.gradient(), context.input(1), context.input(2), rows)
            .shapedLike(context.input(0))
            .write());
  }
}
