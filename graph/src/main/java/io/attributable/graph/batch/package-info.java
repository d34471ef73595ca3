/**
 * Finds out from a graph alone whether examples of a batch influence one another. Start at {@link
 * io.attributable.graph.batch.BatchAnalysis}; {@link io.attributable.graph.batch.BatchingRules} has
 * a rule for each op.
 */
@NullMarked
package io.attributable.graph.batch;

import org.jspecify.annotations.NullMarked;
