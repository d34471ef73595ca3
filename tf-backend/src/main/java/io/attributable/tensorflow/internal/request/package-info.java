/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.request;

import org.jspecify.annotations.NullMarked;
