/**
 * Holds models against what their lock files say, and writes those: start at {@link
 * io.attributable.processor.lock.LockKeeper} and {@link
 * io.attributable.processor.lock.LockSection}.
 */
@NullMarked
package io.attributable.processor.lock;

import org.jspecify.annotations.NullMarked;
