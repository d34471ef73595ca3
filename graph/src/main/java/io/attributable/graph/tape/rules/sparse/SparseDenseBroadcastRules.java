package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A sparse array (indices, values, shape) and a dense one that is broadcast to its shape, combined
 * at the sparse array's indices.
 *
 * <p>Source: {@code tensorflow/python/ops/sparse_grad.py}, {@code _SparseDenseCwiseAddGrad}, {@code
 * _SparseDenseCwiseMulOrDivGrad}.
 */
public final class SparseDenseBroadcastRules {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef values;
  private final TensorRef sizes;
  private final TensorRef indices;

  private SparseDenseBroadcastRules(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.values = context.input(1);
    this.sizes = sizes();
    this.indices = indices();
  }

  public static Map<String, GradientRule> all() {
    return Map.of(
        "SparseDenseCwiseAdd", context -> new SparseDenseBroadcastRules(context).sum(),
        "SparseDenseCwiseMul", context -> new SparseDenseBroadcastRules(context).product(),
        "SparseDenseCwiseDiv", context -> new SparseDenseBroadcastRules(context).quotient());
  }

  private Map<Integer, TensorRef> sum() {
    return Map.of(1, context.gradient(), 3, ofDense(context.gradient()));
  }

  private Map<Integer, TensorRef> product() {
    TensorRef dy = context.gradient();
    return Map.of(1, w.mul(dy, operands()), 3, ofDense(w.mul(dy, values)));
  }

  private Map<Integer, TensorRef> quotient() {
    TensorRef operands = operands();
    TensorRef ofValues = w.binary("RealDiv", context.gradient(), operands);
    TensorRef slopes = w.neg(w.binary("RealDiv", values, operands));
    return Map.of(1, ofValues, 3, ofDense(w.mul(ofValues, slopes)));
  }

  /** The dense array's shape, with ones for the dimensions that it lacks. */
  private TensorRef sizes() {
    TensorRef own = w.shapeOf(context.input(3), DataType.DT_INT64);
    TensorRef missing = w.binary("Sub", arrays.size(context.input(2)), arrays.size(own));
    TensorRef ones = context.writer().op("Fill", arrays.vector(missing), w.scalar(1L)).write();
    return arrays.concat(0, ones, own);
  }

  /** The index in the dense array that each sparse value is combined with. */
  private TensorRef indices() {
    TensorRef isLong = context.writer().op("NotEqual", sizes, w.scalar(1L)).write();
    TensorRef flags = context.writer().op("Cast", isLong).with("DstT", DataType.DT_INT64).write();
    return w.mul(context.input(0), flags);
  }

  private TensorRef operands() {
    return arrays.gatherNd(w.reshape(context.input(3), sizes, Shape.unknown()), indices);
  }

  private TensorRef ofDense(TensorRef gradients) {
    TensorRef sums = context.writer().op("ScatterNd", indices, gradients, sizes).write();
    return w.reshapeLike(sums, context.input(3));
  }
}
