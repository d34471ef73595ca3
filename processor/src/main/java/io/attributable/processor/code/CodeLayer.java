package io.attributable.processor.code;

import io.attributable.Port;
import io.attributable.processor.compiler.SourcePosition;

/**
 * A layer that the explainer has a method for.
 *
 * @param method the explainer's method
 * @param path the layer's address, such as {@code hidden} or {@code encoder/hidden}
 * @param port the side of the layer
 * @param position what a message about it points at
 */
public record CodeLayer(String method, String path, Port port, SourcePosition position) {}
