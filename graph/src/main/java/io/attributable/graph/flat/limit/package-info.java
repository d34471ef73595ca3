/** PURPOSE. */
@NullMarked
package io.attributable.graph.flat.limit;

import org.jspecify.annotations.NullMarked;
