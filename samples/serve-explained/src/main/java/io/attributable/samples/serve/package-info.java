/**
 * Writes explanations into a model with {@link io.attributable.samples.serve.Export}, and asks for
 * one with {@link io.attributable.samples.serve.Ask}.
 */
@NullMarked
package io.attributable.samples.serve;

import org.jspecify.annotations.NullMarked;
