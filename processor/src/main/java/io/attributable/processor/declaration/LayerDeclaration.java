package io.attributable.processor.declaration;

import io.attributable.Port;
import io.attributable.processor.compiler.Place;

/**
 * A method marked {@code @Attributable}.
 *
 * @param method the method's name
 * @param address the layer's address as written
 * @param port the side of the layer
 * @param place where the address stands; for an inherited method, where the inheriting interface
 *     names its model, because only there the two meet
 */
public record LayerDeclaration(String method, String address, Port port, Place place) {}
