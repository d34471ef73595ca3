package io.attributable.graph.hoist;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import org.tensorflow.proto.DataType;

/** Which handles of variables are only read, however deep in loops and branches. */
final class HoistableArguments {
  private final FunctionGraphs functions;

  HoistableArguments(FunctionGraphs functions) {
    this.functions = functions;
  }

  /**
   * Whether all that takes a handle reads the variable, as a tensor of the variable's own type.
   *
   * @param handle in the graph
   */
  boolean isOnlyRead(FlatGraph graph, TensorRef handle, DataType type) {
    return graph.consumers(handle).stream().allMatch(user -> reads(graph, user, handle, type));
  }

  private boolean reads(FlatGraph graph, FlatNode user, TensorRef handle, DataType type) {
    if (OpTrait.VARIABLE_READ.is(user.op())) {
      return user.attribute("dtype").getType() == type
          && user.inputs().get(0).equals(handle)
          && Collections.frequency(user.inputs(), handle) == 1;
    }
    return Capturing.of(graph, user, functions)
        .filter(capturing -> reads(graph, capturing, handle, type))
        .isPresent();
  }

  private boolean reads(FlatGraph graph, Capturing capturing, TensorRef handle, DataType type) {
    return !capturing.isChosenBy(handle)
        && capturing.arguments(handle).stream()
            .allMatch(
                argument ->
                    capturing.keeps(argument, graph)
                        && capturing.functions().stream()
                            .allMatch(function -> reads(function, argument, type)));
  }

  /** A custom gradient may refer to tensors of its function by their names. */
  private boolean reads(FunctionGraph function, int argument, DataType type) {
    FlatGraph body = function.graph();
    return isOnlyRead(body, function.arguments().get(argument), type)
        && body.byName().values().stream().allMatch(node -> body.customGradient(node).isEmpty());
  }
}
