package io.attributable.processor.code;

import io.attributable.Port;
import io.attributable.processor.compiler.SourcePosition;
import java.util.Optional;

/**
 * A layer that the explainer has a method for.
 *
 * @param method the explainer's method
 * @param path the layer's address, such as {@code hidden} or {@code encoder/hidden}
 * @param port the side of the layer
 * @param attributionMethod the name of the attribution method, where one is named for this layer
 * @param position what a message about it points at
 */
public record CodeLayer(
    String method,
    String path,
    Port port,
    Optional<String> attributionMethod,
    SourcePosition position) {}
