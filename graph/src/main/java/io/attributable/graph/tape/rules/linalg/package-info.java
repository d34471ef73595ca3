/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.linalg;

import org.jspecify.annotations.NullMarked;
