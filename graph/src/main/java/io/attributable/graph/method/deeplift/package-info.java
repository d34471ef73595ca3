/**
 * The rules of DeepLIFT: {@link io.attributable.graph.method.deeplift.DeepLiftRules} makes the
 * table of them for a graph that holds two passes, one at the inputs and one at the baselines.
 * {@link io.attributable.graph.method.deeplift.Passes} finds a tensor's value in the other pass.
 * Knows nothing of plans.
 */
@NullMarked
package io.attributable.graph.method.deeplift;

import org.jspecify.annotations.NullMarked;
