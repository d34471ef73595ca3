package io.attributable.processor.declaration;

import io.attributable.Port;
import io.attributable.processor.compiler.SourcePosition;
import java.util.Optional;

/**
 * A method marked {@code @Attributable}.
 *
 * @param method the method's name
 * @param address the layer's address as written
 * @param port the side of the layer
 * @param attributionMethod the name of the attribution method, where one is named for this layer
 * @param methodPosition that of the method's name, or of the address
 * @param position that of the address; for an inherited method, that of the model's name in the
 *     inheriting interface, which combines the two
 */
public record LayerDeclaration(
    String method,
    String address,
    Port port,
    Optional<String> attributionMethod,
    SourcePosition methodPosition,
    SourcePosition position) {}
