package io.attributable.graph.savedmodel;

import java.util.Optional;
import org.tensorflow.proto.TensorProto;

/**
 * What an input is where nobody gives it.
 *
 * @param value what to feed; empty where the graph has it already, so that nothing is fed
 * @param text the value as people read it, such as {@code 0.5} or {@code [1,2,…]}
 */
public record InputDefault(Optional<TensorProto> value, String text) {}
