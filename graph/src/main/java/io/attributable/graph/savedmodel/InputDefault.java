package io.attributable.graph.savedmodel;

import java.util.Optional;
import org.tensorflow.proto.TensorProto;

/**
 * The default value of an input.
 *
 * @param value what to feed; empty if the graph contains it, so that nothing is fed
 * @param text the value for messages, such as {@code 0.5} or {@code [1,2,…]}
 */
public record InputDefault(Optional<TensorProto> value, String text) {}
