/**
 * Many backward passes as one, on tensors with a dimension more: {@link
 * io.attributable.graph.tape.stack.StackedPass}, and a rule for each op that is known to allow it.
 */
@NullMarked
package io.attributable.graph.tape.stack;

import org.jspecify.annotations.NullMarked;
