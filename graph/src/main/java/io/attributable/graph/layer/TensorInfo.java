package io.attributable.graph.layer;

import io.attributable.TensorShape;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.model.TensorDescription;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A tensor of a layer.
 *
 * @param tensor its reference in the flat graph
 * @param name its name in the author's scopes, such as {@code model/dense_1/Relu:0}
 * @param type its element type
 * @param shape its static shape
 */
public record TensorInfo(TensorRef tensor, String name, DataType type, Shape shape) {

  /** Shapes with unknown sizes never equal each other, so that their sizes are compared. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorInfo info
        && tensor.equals(info.tensor)
        && name.equals(info.name)
        && type == info.type
        && shapeText().equals(info.shapeText());
  }

  @Override
  public int hashCode() {
    return tensor.hashCode();
  }

  static TensorInfo of(FlatGraph graph, TensorRef tensor) {
    String name = graph.node(tensor.node()).scopedName() + ":" + tensor.index();
    return new TensorInfo(tensor, name, graph.type(tensor), graph.shape(tensor));
  }

  /** What users see of it. */
  TensorDescription describe() {
    return new TensorDescription(name, typeName(), TensorShape.of(shape));
  }

  /** NumPy's name of the type, such as {@code float32}. */
  public String typeName() {
    return Types.name(type);
  }

  /** Such as {@code [?,8,8,1]}, {@code []}, {@code unknown}. */
  public String shapeText() {
    return Types.text(shape);
  }
}
