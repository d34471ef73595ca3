/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.files;

import org.jspecify.annotations.NullMarked;
