package io.attributable.tensorflow.internal.run;

import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.Execution;

/**
 * Some examples of a request, which are evaluated together.
 *
 * @param request about these examples alone
 * @param targets for these examples
 * @param how where it runs, and what looks at it
 */
public record EvaluationSlice(PreparedRequest request, TargetList targets, Execution how) {}
