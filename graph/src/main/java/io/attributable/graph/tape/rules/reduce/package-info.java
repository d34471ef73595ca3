/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.reduce;

import org.jspecify.annotations.NullMarked;
