/** PURPOSE. */
@NullMarked
package io.attributable.tensorflow.internal.session;

import org.jspecify.annotations.NullMarked;
