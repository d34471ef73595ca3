/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.examples;

import org.jspecify.annotations.NullMarked;
