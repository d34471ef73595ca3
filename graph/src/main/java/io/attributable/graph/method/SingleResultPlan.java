package io.attributable.graph.method;

/** A method plan that gives the results of one method. */
interface SingleResultPlan extends MethodPlan {
  /** Its result. */
  Quantity quantity();
}
