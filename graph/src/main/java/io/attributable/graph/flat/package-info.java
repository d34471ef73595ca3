/**
 * One signature as one flat graph: {@link io.attributable.graph.flat.FlatGraph}, made of {@link
 * io.attributable.graph.flat.FlatNode}s, functions inlined.
 */
@NullMarked
package io.attributable.graph.flat;

import org.jspecify.annotations.NullMarked;
