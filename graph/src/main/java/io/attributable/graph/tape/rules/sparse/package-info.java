/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.sparse;

import org.jspecify.annotations.NullMarked;
