package io.attributable.tensorflow.internal.code;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import io.attributable.tensorflow.recording.ForwardCall;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.DataType;

/**
 * Finds the tensor of the user's graph that holds a variable's value: nothing is added to read it.
 *
 * @param call whose graph it is
 */
record VariableTensors(ForwardCall call) {
  private static final String READ = "ReadVariableOp";

  /**
   * What to fetch.
   *
   * @throws AttributionException UNSHARED_STATE if the user's own graph never reads the variable as
   *     a whole, or it is of a type that TensorFlow Java cannot be handed
   */
  TensorRef of(FlatNode variable) {
    DataType type = Types.withoutReference(variable.attribute("dtype").getType());
    if (!ReadableTensors.isReadable(type)) {
      throw unshared(
          variable,
          "is of type %s, which TensorFlow Java cannot be handed; save the model and load it"
              .formatted(Types.name(type)));
    }
    if (FrozenVariables.isReference(variable)) {
      return variable.output(0);
    }
    GraphOperation handle = call.graph().operation(variable.name());
    if (handle != null) {
      for (GraphOperation user : handle.consumers()) {
        if (user.type().equals(READ)) {
          return new TensorRef(user.name(), 0);
        }
      }
    }
    throw unshared(
        variable,
        "is never read as a whole, so that its value is out of reach; add tf.readVariableOp of it");
  }

  private AttributionException unshared(FlatNode variable, String problem) {
    return new AttributionException(
        ErrorCode.UNSHARED_STATE, call.method(), variable.op(), variable.name(), problem);
  }
}
