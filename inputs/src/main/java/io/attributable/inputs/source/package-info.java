/**
 * Where inputs come from: {@link io.attributable.inputs.source.InputSource}, made of {@link
 * io.attributable.inputs.source.Content}, and limits of what is read.
 */
@NullMarked
package io.attributable.inputs.source;

import org.jspecify.annotations.NullMarked;
