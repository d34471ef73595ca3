/**
 * Reads inputs as they are: start with {@link io.attributable.inputs.InputReader}, which makes
 * {@link io.attributable.inputs.ReadInputs} of {@link io.attributable.inputs.source.InputSource}s.
 */
@NullMarked
package io.attributable.inputs;

import org.jspecify.annotations.NullMarked;
