/**
 * Bodies of requests and replies: {@link io.attributable.server.internal.json.RequestBody} reads
 * examples and options, {@link io.attributable.server.internal.json.NestedValues} writes arrays.
 * Nothing here reads files.
 */
@NullMarked
package io.attributable.server.internal.json;

import org.jspecify.annotations.NullMarked;
