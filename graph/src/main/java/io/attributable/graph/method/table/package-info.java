/**
 * Tables of rules by op, for methods that do not go by gradients alone: {@link
 * io.attributable.graph.method.table.RuleTable}, made of {@link
 * io.attributable.graph.method.table.NodeRule}s. Each rule has a name, by which coverage tells what
 * was passed by what; ops outside the table are refused or left to a rule for all others.
 */
@NullMarked
package io.attributable.graph.method.table;

import org.jspecify.annotations.NullMarked;
