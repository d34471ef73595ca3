/** PURPOSE. */
@NullMarked
package io.attributable.graph.flat.signature;

import org.jspecify.annotations.NullMarked;
