/**
 * What was read, as people see it: start with {@link io.attributable.inputs.view.InputView}.
 * Pictures, tables and reports are drawn from these.
 */
@NullMarked
package io.attributable.inputs.view;

import org.jspecify.annotations.NullMarked;
