package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Images resized to single precision. The gradient kernels support fewer dtypes, so gradients are
 * computed in single precision.
 *
 * <p>Source: {@code tensorflow/python/ops/image_grad.py}, {@code _ResizeBicubicGrad}, {@code
 * _ScaleAndTranslateGrad}.
 */
public final class ResizingRules {
  private ResizingRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "ResizeBicubic", ResizingRules::bicubic,
        "ScaleAndTranslate", ResizingRules::scaled);
  }

  private static Map<Integer, TensorRef> bicubic(RuleContext context) {
    TensorRef single = single(context);
    return back(
        context,
        context
            .writer()
            .op("ResizeBicubicGrad", context.gradient(), single)
            .like(context.node(), "align_corners", "half_pixel_centers")
            .shapedLike(single));
  }

  private static Map<Integer, TensorRef> scaled(RuleContext context) {
    TensorRef single = single(context);
    return back(
        context,
        context
            .writer()
            .op(
                "ScaleAndTranslateGrad",
                context.gradient(),
                single,
                context.input(2),
                context.input(3))
            .like(context.node(), "kernel_type", "antialias")
            .shapedLike(single));
  }

  private static TensorRef single(RuleContext context) {
    return context.writer().cast(context.input(0), DataType.DT_FLOAT);
  }

  private static Map<Integer, TensorRef> back(RuleContext context, OpWriter gradient) {
    NodeWriter w = context.writer();
    return Map.of(0, w.cast(gradient.write(), w.graph().type(context.input(0))));
  }
}
