/**
 * Checks models against their lock files, and writes those: start at {@link
 * io.attributable.processor.lock.LockKeeper}. The files themselves are those of {@link
 * io.attributable.graph.lock.ModelLock}.
 */
@NullMarked
package io.attributable.processor.lock;

import org.jspecify.annotations.NullMarked;
