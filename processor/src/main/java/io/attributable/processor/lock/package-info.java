/**
 * Checks models against their lock files, and writes those: start at {@link
 * io.attributable.processor.lock.LockKeeper} and {@link
 * io.attributable.processor.lock.LockSection}.
 */
@NullMarked
package io.attributable.processor.lock;

import org.jspecify.annotations.NullMarked;
