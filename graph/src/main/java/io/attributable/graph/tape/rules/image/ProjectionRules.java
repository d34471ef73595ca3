package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Projective transforms of images. Every pixel of the result is a weighted mean of four pixels,
 * which get the gradient back by the same weights. Python's rule ({@code
 * tensorflow/python/ops/image_ops.py}, {@code _image_projective_transform_grad}) applies the
 * inverse transform to the gradient instead, which is not the derivative: where an image is
 * enlarged, most of the gradient is lost.
 *
 * <p>Source: Jaderberg, Simonyan, Zisserman and Kavukcuoglu (2015), Spatial Transformer Networks,
 * arXiv:1506.02025, equations 5 to 7.
 */
public final class ProjectionRules {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final ProjectedCoordinates coordinates;
  private final TensorRef dy;
  private final TensorRef sizes;
  private final TensorRef flat;

  private ProjectionRules(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.coordinates = new ProjectedCoordinates(context);
    this.dy = w.cast(context.gradient(), coordinates.exact());
    this.sizes = w.shapeOf(context.input(0), DataType.DT_INT32);
    this.flat =
        arrays.vector(w.scalar(-1), w.reshape(arrays.part(sizes, 3, 1), w.ints(), Shape.scalar()));
  }

  public static Map<String, GradientRule> all() {
    GradientRule rule = context -> new ProjectionRules(context).gradients();
    return Map.of("ImageProjectiveTransformV2", rule, "ImageProjectiveTransformV3", rule);
  }

  /** Inputs: images, transforms, the size of the result, and the fill value. */
  private Map<Integer, TensorRef> gradients() {
    List<ProjectedCoordinates.Corner> corners = coordinates.corners();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, w.cast(ofImages(corners), w.graph().type(context.input(0))));
    if (context.needs(1) && coordinates.isDifferentiable()) {
      gradients.put(1, ofProjections(corners));
    }
    if (context.needs(3)) {
      gradients.put(3, w.cast(ofSurroundings(corners), DataType.DT_FLOAT));
    }
    return gradients;
  }

  private TensorRef ofImages(List<ProjectedCoordinates.Corner> corners) {
    TensorRef pixels = arrays.product(arrays.part(sizes, 0, 3));
    List<TensorRef> parts = new ArrayList<>();
    for (ProjectedCoordinates.Corner corner : corners) {
      TensorRef weighted = w.mul(dy, expanded(w.mul(corner.weight(), corner.within())));
      TensorRef rows = w.reshape(weighted, flat, Shape.of(-1, -1));
      parts.add(arrays.segmentSum(rows, ids(corner), pixels));
    }
    return w.reshape(w.addN(parts), sizes, w.graph().shape(context.input(0)));
  }

  private TensorRef ofSurroundings(List<ProjectedCoordinates.Corner> corners) {
    List<TensorRef> shares = new ArrayList<>();
    for (ProjectedCoordinates.Corner corner : corners) {
      TensorRef outside = w.binary("Sub", w.scalarLike(dy, 1), corner.within());
      shares.add(w.mul(corner.weight(), outside));
    }
    TensorRef weighted = w.mul(dy, expanded(w.addN(shares)));
    return w.sum(weighted, w.ints(0, 1, 2, 3), false);
  }

  private TensorRef ids(ProjectedCoordinates.Corner corner) {
    return w.reshape(corner.pixel(), w.ints(-1), Shape.of(-1));
  }

  private TensorRef expanded(TensorRef x) {
    return new Matrices(context).expanded(x);
  }

  private TensorRef ofProjections(List<ProjectedCoordinates.Corner> corners) {
    List<TensorRef> alongX = new ArrayList<>();
    List<TensorRef> alongY = new ArrayList<>();
    for (ProjectedCoordinates.Corner corner : corners) {
      TensorRef ofWeight = w.sum(w.mul(dy, seen(corner)), w.ints(-1), false);
      alongX.add(w.mul(ofWeight, corner.slopeAlongX()));
      alongY.add(w.mul(ofWeight, corner.slopeAlongY()));
    }
    TensorRef single = w.cast(w.addN(alongX), DataType.DT_FLOAT);
    return coordinates.back(single, w.cast(w.addN(alongY), DataType.DT_FLOAT));
  }

  /** The pixels at a corner, or the fill value. */
  private TensorRef seen(ProjectedCoordinates.Corner corner) {
    TensorRef images = w.cast(context.input(0), coordinates.exact());
    TensorRef taken = arrays.gather(w.reshape(images, flat, Shape.of(-1, -1)), ids(corner));
    TensorRef pixels = w.reshape(taken, w.shapeOf(dy, DataType.DT_INT32), w.graph().shape(dy));
    TensorRef within = expanded(corner.within());
    TensorRef inside = w.mul(pixels, within);
    if (context.node().inputs().size() < 4) {
      return inside;
    }
    TensorRef outside = w.binary("Sub", w.scalarLike(within, 1), within);
    TensorRef fill = w.cast(context.input(3), coordinates.exact());
    return w.binary("AddV2", inside, w.mul(outside, fill));
  }
}
