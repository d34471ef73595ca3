/**
 * What the processor is told and how it answers: {@link
 * io.attributable.processor.compiler.ProcessorOptions} and {@link
 * io.attributable.processor.compiler.Reporter}.
 */
@NullMarked
package io.attributable.processor.compiler;

import org.jspecify.annotations.NullMarked;
