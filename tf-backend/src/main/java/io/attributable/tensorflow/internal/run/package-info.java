/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.run;

import org.jspecify.annotations.NullMarked;
