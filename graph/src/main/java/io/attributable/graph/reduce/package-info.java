/** PURPOSE. */
@NullMarked
package io.attributable.graph.reduce;

import org.jspecify.annotations.NullMarked;
