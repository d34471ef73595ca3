/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.array;

import org.jspecify.annotations.NullMarked;
