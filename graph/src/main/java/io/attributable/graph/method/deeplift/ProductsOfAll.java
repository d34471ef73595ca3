package io.attributable.graph.method.deeplift;

import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * The product of many numbers along one dimension. Changed one after the other, each factor's
 * multiplier is the product of those before it at the input and of those behind it at the baseline;
 * here it is the mean over both directions, which together account for all of the change.
 */
final class ProductsOfAll {
  private final Multipliers at;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef axis;

  private ProductsOfAll(RuleContext context, Passes passes) {
    this.at = new Multipliers(context, passes);
    this.w = context.writer();
    this.arrays = new ArrayWriter(w);
    this.axis = w.reshape(at.x(1), w.ints(), Shape.scalar());
  }

  /** Whether the graph says that there is one dimension. */
  static boolean isOverOneAxis(RuleSite site) {
    Shape axes = site.graph().shape(site.node().inputs().get(1));
    return !axes.isUnknown() && !axes.hasUnknownDimension() && axes.size() == 1;
  }

  static Map<Integer, TensorRef> multiplier(RuleContext context, Passes passes) {
    ProductsOfAll rule = new ProductsOfAll(context, passes);
    boolean kept = context.attribute("keep_dims").getB();
    TensorRef dy = context.gradient();
    TensorRef wide =
        kept ? dy : rule.w.op("ExpandDims", dy, rule.axis).shape(Shape.unknown()).write();
    return Map.of(0, rule.arrays.mul(rule.mean(), wide, context.input(0)));
  }

  private TensorRef mean() {
    TensorRef x = at.x(0);
    TensorRef x0 = at.x0(0);
    TensorRef forwards = w.mul(others(x, false), others(x0, true));
    TensorRef backwards = w.mul(others(x0, false), others(x, true));
    return w.mul(w.binary("AddV2", forwards, backwards), w.scalarLike(x, 0.5));
  }

  /** By element, the product of those before it, or behind it. */
  private TensorRef others(TensorRef x, boolean behind) {
    return w.op("Cumprod", x, axis)
        .with("exclusive", true)
        .with("reverse", behind)
        .shapedLike(x)
        .write();
  }
}
