/** Sounds, and the samples that a model takes. */
@NullMarked
package io.attributable.inputs.sound;

import org.jspecify.annotations.NullMarked;
