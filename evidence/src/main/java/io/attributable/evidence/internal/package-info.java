/** Canonical JSON, hashes, commitments, and arrays in JSON. */
@NullMarked
package io.attributable.evidence.internal;

import org.jspecify.annotations.NullMarked;
