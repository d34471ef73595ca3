package io.attributable.tensorflow.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;

/**
 * One call of a model's {@code @Forward} method, with the calls of layers inside it. Immutable; the
 * graph is the user's, and is not closed by this library.
 *
 * @param graph the graph that the call built into
 * @param method the method's name
 * @param inputs the operands of its arguments, by their parameters' names, in order
 * @param outputs the operands that were returned, by name, in order
 * @param layers in the order in which they returned; those of nested modules are among them
 */
public record ForwardCall(
    Graph graph,
    String method,
    Map<String, Output<?>> inputs,
    Map<String, Output<?>> outputs,
    List<LayerCall> layers) {
  /** Copies the collections. */
  public ForwardCall {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    layers = List.copyOf(layers);
  }
}
