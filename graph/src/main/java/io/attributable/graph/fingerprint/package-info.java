/**
 * A hash of a graph's computation that does not depend on names: start at {@link
 * io.attributable.graph.fingerprint.GraphFingerprint}.
 */
@NullMarked
package io.attributable.graph.fingerprint;

import org.jspecify.annotations.NullMarked;
