package io.attributable.tensorflow.recording;

import java.util.List;
import org.tensorflow.Output;

/**
 * One call of a layer. Immutable.
 *
 * @param module the object it was called on
 * @param layer the method's name
 * @param inputs the operands of its arguments, in order
 * @param outputs the operands that were returned, in order
 */
public record LayerCall(
    CallRecorder module, String layer, List<Output<?>> inputs, List<Output<?>> outputs) {
  /** Copies the lists. */
  public LayerCall {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
