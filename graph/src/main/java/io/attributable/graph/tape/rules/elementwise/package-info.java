/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.elementwise;

import org.jspecify.annotations.NullMarked;
