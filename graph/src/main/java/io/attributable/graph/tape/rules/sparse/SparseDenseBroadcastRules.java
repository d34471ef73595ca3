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
 * A sparse array (places, numbers, shape) and another one that is stretched to its shape, where the
 * sparse one has numbers.
 */
public final class SparseDenseBroadcastRules {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef numbers;
  private final TensorRef sizes;
  private final TensorRef places;

  private SparseDenseBroadcastRules(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.numbers = context.input(1);
    this.sizes = sizes();
    this.places = places();
  }

  public static Map<String, GradientRule> all() {
    return Map.of(
        "SparseDenseCwiseAdd", context -> new SparseDenseBroadcastRules(context).sum(),
        "SparseDenseCwiseMul", context -> new SparseDenseBroadcastRules(context).product(),
        "SparseDenseCwiseDiv", context -> new SparseDenseBroadcastRules(context).quotient());
  }

  private Map<Integer, TensorRef> sum() {
    return Map.of(1, context.gradient(), 3, ofStretched(context.gradient()));
  }

  private Map<Integer, TensorRef> product() {
    TensorRef dy = context.gradient();
    return Map.of(1, w.mul(dy, partners()), 3, ofStretched(w.mul(dy, numbers)));
  }

  private Map<Integer, TensorRef> quotient() {
    TensorRef partners = partners();
    TensorRef ofNumbers = w.binary("RealDiv", context.gradient(), partners);
    TensorRef slopes = w.neg(w.binary("RealDiv", numbers, partners));
    return Map.of(1, ofNumbers, 3, ofStretched(w.mul(ofNumbers, slopes)));
  }

  /** Of the other array, with ones for the dimensions that it lacks. */
  private TensorRef sizes() {
    TensorRef own = w.shapeOf(context.input(3), DataType.DT_INT64);
    TensorRef missing = w.binary("Sub", arrays.size(context.input(2)), arrays.size(own));
    TensorRef ones = context.writer().op("Fill", arrays.vector(missing), w.scalar(1L)).write();
    return arrays.concat(0, ones, own);
  }

  /** Where in the other array each number's partner stands. */
  private TensorRef places() {
    TensorRef isLong = context.writer().op("NotEqual", sizes, w.scalar(1L)).write();
    TensorRef flags = context.writer().op("Cast", isLong).with("DstT", DataType.DT_INT64).write();
    return w.mul(context.input(0), flags);
  }

  private TensorRef partners() {
    return arrays.gatherNd(w.reshape(context.input(3), sizes, Shape.unknown()), places);
  }

  private TensorRef ofStretched(TensorRef gradients) {
    TensorRef sums = context.writer().op("ScatterNd", places, gradients, sizes).write();
    return w.reshapeLike(sums, context.input(3));
  }
}
