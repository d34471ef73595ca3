/** PURPOSE. */
@NullMarked
package io.attributable.graph.write;

import org.jspecify.annotations.NullMarked;
