/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.generated;

import org.jspecify.annotations.NullMarked;
