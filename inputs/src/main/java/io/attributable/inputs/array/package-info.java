/** Arrays of an input's dtype and shape, made of values as files have them. */
@NullMarked
package io.attributable.inputs.array;

import org.jspecify.annotations.NullMarked;
