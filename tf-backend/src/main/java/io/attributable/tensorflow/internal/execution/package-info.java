/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.execution;

import org.jspecify.annotations.NullMarked;
