/**
 * Rules for loops, branches and the lists of tensors that loops keep: {@link
 * io.attributable.graph.tape.control.ControlRules}.
 */
@NullMarked
package io.attributable.graph.tape.control;

import org.jspecify.annotations.NullMarked;
