/**
 * Which method explains a model best, and how far to trust it: metrics of {@code
 * io.attributable.metrics}, asked of models. Start with {@link
 * io.attributable.evaluation.Evaluation}, or {@link
 * io.attributable.evaluation.EvaluatedExplanation} for a single explanation.
 */
@NullMarked
package io.attributable.evaluation;

import org.jspecify.annotations.NullMarked;
