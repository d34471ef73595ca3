/** Texts, and the ids of their tokens. */
@NullMarked
package io.attributable.inputs.text;

import org.jspecify.annotations.NullMarked;
