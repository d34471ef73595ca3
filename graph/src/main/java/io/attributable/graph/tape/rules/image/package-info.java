/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.image;

import org.jspecify.annotations.NullMarked;
