package io.attributable.processor.declaration;

import io.attributable.Port;
import io.attributable.processor.compiler.SourcePosition;

/**
 * A method marked {@code @Attributable}.
 *
 * @param method the method's name
 * @param address the layer's address as written
 * @param port the side of the layer
 * @param position that of the address; for an inherited method, that of the model's name in the
 *     inheriting interface, which combines the two
 */
public record LayerDeclaration(String method, String address, Port port, SourcePosition position) {}
