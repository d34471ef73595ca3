package io.attributable.graph.tape.rules.reduce;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Reductions of rows that belong together: input 1 says to which segment each row belongs.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _SegmentSumGrad}, {@code
 * _SegmentMeanGrad}, {@code _SegmentMinOrMaxGrad}, {@code _SegmentProdGrad}, {@code
 * _UnsortedSegmentProdGrad}.
 */
public final class SegmentRules {
  private SegmentRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("SegmentSum", SegmentRules::sum);
    rules.put("UnsortedSegmentSum", SegmentRules::sum);
    rules.put("SegmentMean", SegmentRules::mean);
    rules.put("SegmentMax", SegmentRules::extreme);
    rules.put("SegmentMin", SegmentRules::extreme);
    rules.put("UnsortedSegmentMax", SegmentRules::extreme);
    rules.put("UnsortedSegmentMin", SegmentRules::extreme);
    rules.put("SegmentProd", SegmentRules::product);
    rules.put("UnsortedSegmentProd", SegmentRules::product);
    return rules;
  }

  private static Map<Integer, TensorRef> sum(RuleContext context) {
    return Map.of(0, ofRows(context, context.gradient()));
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
        new ArrayWriter(context.writer())
            .equal(x, ofRows(context, context.output(0)), w.graph().type(x));
    TensorRef counts = reduce(context, counting(context), winners);
    TensorRef shares = w.binary("DivNoNan", context.gradient(), counts);
    return Map.of(0, w.mul(winners, ofRows(context, shares)));
  }

  /**
   * The product of a row's companions: without zeros the whole product divided by the row, with one
   * zero that of the others for the zero alone, with more of them nothing.
   */
  private static Map<Integer, TensorRef> product(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = ComplexWriter.conjugate(w, context.input(0));
    TensorRef zero = w.scalarLike(x, 0);
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef isZero = arrays.equal(x, zero, w.graph().type(x));
    TensorRef filled = w.binary("AddV2", x, isZero);
    TensorRef zeros = reduce(context, counting(context), isZero);
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

  private static String counting(RuleContext context) {
    return isSorted(context) ? "SegmentSum" : "UnsortedSegmentSum";
  }

  private static TensorRef reduce(RuleContext context, String op, TensorRef rows) {
    OpWriter reduction = context.writer().op(op).like(context.node(), "Tindices");
    return isSorted(context)
        ? reduction.inputs(rows, context.input(1)).write()
        : reduction
            .like(context.node(), "Tnumsegments")
            .inputs(rows, context.input(1), context.input(2))
            .write();
  }

  /** What a segment has, for each of its rows; zeros for rows of no segment, or of none at all. */
  private static TensorRef ofRows(RuleContext context, TensorRef segments) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef ids = context.input(1);
    if (isSorted(context)) {
      return arrays.gather(segments, ids);
    }
    DataType type = w.graph().type(ids);
    TensorRef belongs =
        context.writer().op("GreaterEqual", ids, w.cast(w.scalar(0), type)).shapedLike(ids).write();
    TensorRef none = w.cast(context.input(2), type);
    return arrays.gather(withZeros(context, segments), w.select(belongs, ids, none));
  }

  /** Segments, and behind them one of zeros. */
  private static TensorRef withZeros(RuleContext context, TensorRef segments) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef shape = w.shapeOf(context.output(0), DataType.DT_INT32);
    TensorRef zeros =
        context
            .writer()
            .op(
                "Fill",
                arrays.concat(0, w.ints(1), arrays.part(shape, 1, -1)),
                w.scalarLike(segments, 0))
            .write();
    return arrays.concat(0, segments, zeros);
  }
}
