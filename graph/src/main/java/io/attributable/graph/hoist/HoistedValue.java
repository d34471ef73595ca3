package io.attributable.graph.hoist;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A variable's value where its handle was.
 *
 * @param tensor in the graph around
 * @param output its type and static shape
 */
record HoistedValue(TensorRef tensor, FlatNode.Output output) {

  DataType type() {
    return output.type();
  }

  /** Types of arguments, some of which are values now. */
  static AttrValue types(AttrValue types, Map<Integer, HoistedValue> values) {
    List<DataType> changed = new ArrayList<>(types.getList().getTypeList());
    values.forEach((argument, value) -> changed.set(argument, value.type()));
    return FunctionAttributes.types(changed);
  }

  /** Static shapes of a loop's variables, as far as it says them. */
  static AttrValue shapes(AttrValue shapes, Map<Integer, HoistedValue> values) {
    List<TensorShapeProto> changed = new ArrayList<>(shapes.getList().getShapeList());
    values.forEach(
        (argument, value) -> {
          if (argument < changed.size()) {
            changed.set(argument, Types.proto(value.output().shape()));
          }
        });
    return FunctionAttributes.shapes(changed);
  }
}
