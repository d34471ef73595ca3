package io.attributable.tensorflow.internal.observe;

import io.attributable.tensorflow.observe.PlanInfo;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A plan in a flight recording. */
@Name("io.attributable.Plan")
@Label("Plan")
@Category("Attributable")
@Description("A plan is made for a request")
@StackTrace(false)
final class PlanEvent extends Event {
  @Label("Model")
  String model = "";

  @Label("Signature")
  String signature = "";

  @Label("Nodes")
  int nodes;

  @Label("Estimated Memory")
  @DataAmount
  long bytes;

  void describe(PlanInfo plan) {
    model = plan.model();
    signature = plan.signature();
    nodes = plan.nodes();
    bytes = plan.bytes();
  }
}
