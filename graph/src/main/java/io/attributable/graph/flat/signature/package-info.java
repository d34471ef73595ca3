/**
 * Makes a flat graph of a signature: picks its part of the outermost graph, checks it and inlines
 * what it calls. Start at {@link io.attributable.graph.flat.signature.SignatureFlattener} and
 * {@link io.attributable.graph.flat.signature.SignatureSubgraph}.
 */
@NullMarked
package io.attributable.graph.flat.signature;

import org.jspecify.annotations.NullMarked;
