package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What enters a layer with weights, and what a rule puts in its place. Where zeros were padded by
 * an op of their own, ones are put into the image and not around it, as where the convolution pads.
 */
final class LayerData {
  private final NodeWriter w;
  private final TensorRef tensor;
  private final FlatNode maker;
  private final Parts parts;
  private final boolean nonNegative;

  LayerData(NodeWriter w, FlatGraph graph, TensorRef tensor, Parts parts) {
    this.w = w;
    this.tensor = tensor;
    this.parts = parts;
    this.maker = graph.node(tensor.node());
    this.nonNegative = NonNegative.is(graph, tensor);
  }

  /** Whether a part of it has nothing but zeros, as is known before. */
  boolean isNothing(Part part) {
    return nonNegative && part == Part.NEGATIVE;
  }

  TensorRef of(Part part) {
    if (nonNegative && part == Part.POSITIVE) {
      return tensor;
    }
    return switch (part) {
      case ONES, LOW, HIGH -> isPadded() ? padded(part) : parts.of(part, tensor);
      default -> parts.of(part, tensor);
    };
  }

  /** What is handed to the image, and nothing of it to the padding. */
  TensorRef inside(TensorRef relevance) {
    return isPadded()
        ? new ElementwiseWriter(w, tensor).times(of(Part.ONES), relevance)
        : relevance;
  }

  private boolean isPadded() {
    return maker.op().equals("Pad");
  }

  private TensorRef padded(Part part) {
    List<TensorRef> inputs = new ArrayList<>(maker.inputs());
    inputs.set(0, parts.of(part, maker.inputs().get(0)));
    return w.op("Pad", inputs).shapedLike(tensor).write();
  }
}
