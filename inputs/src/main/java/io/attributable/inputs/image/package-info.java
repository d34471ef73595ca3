/** Pictures: decoding, turning, resizing, and the numbers that a model takes. */
@NullMarked
package io.attributable.inputs.image;

import org.jspecify.annotations.NullMarked;
