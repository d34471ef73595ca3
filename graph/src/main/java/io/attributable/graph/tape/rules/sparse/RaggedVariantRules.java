package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * Ragged arrays in variants, as loops over their rows take them: one variant for all, or one for
 * each row. So are their gradients, which have the same splits.
 *
 * <p>Source: {@code tensorflow/python/ops/ragged/ragged_conversion_ops.py}, {@code
 * _ragged_tensor_to_variant_grad}, {@code _ragged_tensor_from_variant_grad}.
 */
public final class RaggedVariantRules {
  private static final int INFERRED = -1;

  private RaggedVariantRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "RaggedTensorToVariant", RaggedVariantRules::encoded,
        "RaggedTensorFromVariant", RaggedVariantRules::decoded);
  }

  /** Inputs: the splits, outermost first, then the values. */
  private static Map<Integer, TensorRef> encoded(RuleContext context) {
    NodeWriter w = context.writer();
    int rank = (int) context.attribute("RAGGED_RANK").getI();
    TensorRef values = context.input(rank);
    TensorRef splits = rank == 0 ? w.scalar(0L) : context.input(0);
    return Map.of(
        rank,
        context
            .writer()
            .op("RaggedTensorToVariantGradient", context.gradient(), splits, w.shapeOf(values))
            .like(context.node(), "Tvalues")
            .shapedLike(values)
            .write());
  }

  /** Outputs: the splits, outermost first, then the values. */
  private static Map<Integer, TensorRef> decoded(RuleContext context) {
    FlatNode node = context.node();
    int rank = (int) context.attribute("output_ragged_rank").getI();
    Stream<TensorRef> splits = IntStream.range(0, rank).mapToObj(node::output);
    List<TensorRef> parts =
        Stream.concat(splits, Stream.of(new RowSelection(context).gradient())).toList();
    return Map.of(
        0,
        context
            .writer()
            .op("RaggedTensorToVariant", parts)
            .with("batched_input", isOnePerRow(context, rank))
            .shapedLike(context.input(0))
            .write());
  }

  private static boolean isOnePerRow(RuleContext context, int rank) {
    Shape shape = context.writer().graph().shape(context.input(0));
    long encoded = context.attribute("input_ragged_rank").getI();
    if (shape.isUnknown() && encoded == INFERRED) {
      throw new NoGradientException(context.node());
    }
    long dimensions = shape.isUnknown() ? rank - encoded : shape.numDimensions();
    if (dimensions > 1) {
      throw new NoGradientException(context.node());
    }
    return dimensions == 1;
  }
}
