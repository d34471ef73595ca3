/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.random;

import org.jspecify.annotations.NullMarked;
