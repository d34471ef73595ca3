/**
 * Plans as files, from which another process reads what this one made: {@link
 * io.attributable.graph.stored.StoredPlan}.
 */
@NullMarked
package io.attributable.graph.stored;

import org.jspecify.annotations.NullMarked;
