/**
 * Which ops reach outside of a graph, and what of a SavedModel may not be run because of it. Start
 * at {@link io.attributable.graph.policy.OpPolicyCheck} and {@link
 * io.attributable.graph.policy.OpEffect}.
 */
@NullMarked
package io.attributable.graph.policy;

import org.jspecify.annotations.NullMarked;
