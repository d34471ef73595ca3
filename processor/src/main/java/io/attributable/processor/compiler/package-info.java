/**
 * The processor's options and messages: {@link io.attributable.processor.compiler.ProcessorOptions}
 * and {@link io.attributable.processor.compiler.Reporter}.
 */
@NullMarked
package io.attributable.processor.compiler;

import org.jspecify.annotations.NullMarked;
