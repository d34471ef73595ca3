package io.attributable.processor.declaration;

import io.attributable.Port;
import io.attributable.processor.compiler.SourcePosition;

/**
 * A method marked {@code @Attributable}.
 *
 * @param method the method's name
 * @param address the layer's address as written
 * @param port the side of the layer
 * @param position where the address stands; for an inherited method, where the inheriting interface
 *     names its model, because only there the two meet
 */
public record LayerDeclaration(String method, String address, Port port, SourcePosition position) {}
