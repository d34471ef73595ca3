/**
 * What all of the inside uses: {@link io.attributable.tensorflow.internal.Log} for the log. Nothing
 * below this package is for users; all of it may change with any release.
 */
@NullMarked
package io.attributable.tensorflow.internal;

import org.jspecify.annotations.NullMarked;
