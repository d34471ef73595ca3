/** PURPOSE. */
@NullMarked
package io.attributable.graph.flat.check;

import org.jspecify.annotations.NullMarked;
