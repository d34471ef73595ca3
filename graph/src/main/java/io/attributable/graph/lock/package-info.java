/**
 * Files that pin what models compute: start at {@link io.attributable.graph.lock.ModelLock} and
 * {@link io.attributable.graph.lock.LockSection}.
 */
@NullMarked
package io.attributable.graph.lock;

import org.jspecify.annotations.NullMarked;
