/**
 * What a graph computes, as a number that does not change with its names: start at {@link
 * io.attributable.graph.fingerprint.GraphFingerprint}.
 */
@NullMarked
package io.attributable.graph.fingerprint;

import org.jspecify.annotations.NullMarked;
