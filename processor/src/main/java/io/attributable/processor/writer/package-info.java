/**
 * Writes explainers as Java source: start at {@link io.attributable.processor.writer.SourceWriter}.
 * The only package that uses JavaPoet.
 */
@NullMarked
package io.attributable.processor.writer;

import org.jspecify.annotations.NullMarked;
