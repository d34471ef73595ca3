/** Reads of variables are moved out of loops and branches, where nothing writes to them. */
@NullMarked
package io.attributable.graph.hoist;

import org.jspecify.annotations.NullMarked;
