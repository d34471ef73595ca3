package io.attributable.graph.tape.rules.reduce;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Order statistics and isotonic regression.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _NthElementGrad}, {@code
 * _IsotonicRegressionGrad}.
 */
public final class OrderRules {
  private OrderRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "NthElement", OrderRules::nth,
        "IsotonicRegression", OrderRules::ordered);
  }

  /** Those in a row that equal the chosen one share the gradient equally. */
  private static Map<Integer, TensorRef> nth(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    Matrices matrices = new Matrices(context);
    TensorRef x = context.input(0);
    TensorRef chosen = arrays.equal(x, matrices.expanded(context.output(0)), w.graph().type(x));
    TensorRef count = w.sum(chosen, w.ints(-1), true);
    TensorRef share = w.binary("RealDiv", matrices.expanded(context.gradient()), count);
    return Map.of(0, arrays.mul(chosen, share, x));
  }

  /**
   * Values that violate the order were replaced by the mean of their block. Output 1: the index of
   * each value's block.
   */
  private static Map<Integer, TensorRef> ordered(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef x = context.input(0);
    TensorRef shape = w.shapeOf(x, DataType.DT_INT32);
    TensorRef width = width(context, x);
    TensorRef all = arrays.size(x);
    TensorRef row = w.binary("FloorDiv", arrays.range(all), width);
    TensorRef segments = w.reshape(context.output(1), w.ints(-1), Shape.of(-1));
    TensorRef ids = w.binary("AddV2", segments, w.mul(row, width));
    TensorRef dy = w.reshape(context.gradient(), w.ints(-1), Shape.of(-1));
    TensorRef sums = arrays.segmentSum(dy, ids, all);
    TensorRef counts = arrays.segmentSum(w.unary("OnesLike", dy), ids, all);
    TensorRef means = arrays.gather(w.binary("DivNoNan", sums, counts), ids);
    TensorRef ofX = w.reshape(means, shape, w.graph().shape(x));
    return Map.of(0, w.cast(ofX, w.graph().type(x)));
  }

  /** The width of the rows; a scalar is a row, too. */
  private static TensorRef width(RuleContext context, TensorRef x) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef sizes = arrays.concat(0, w.ints(1), w.shapeOf(x, DataType.DT_INT32));
    TensorRef last = arrays.slice(sizes, arrays.vector(arrays.rank(x)), w.ints(1), Shape.of(1));
    return w.reshape(last, w.ints(), Shape.scalar());
  }
}
