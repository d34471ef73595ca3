/**
 * One signature as one flat graph: {@link io.attributable.graph.flat.FlatGraph}, made of {@link
 * io.attributable.graph.flat.FlatNode}s, functions inlined. How a file becomes one: {@link
 * io.attributable.graph.flat.signature}.
 */
@NullMarked
package io.attributable.graph.flat;

import org.jspecify.annotations.NullMarked;
