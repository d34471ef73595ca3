package io.attributable.tensorflow.internal.observe;

import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A call in a flight recording. */
@Name("io.attributable.Call")
@Label("Call")
@Category("Attributable")
@Description("A call to a model")
@StackTrace(false)
final class CallEvent extends Event {
  @Label("Model")
  String model = "";

  @Label("Kind")
  String kind = "";

  @Label("Method")
  String method = "";

  @Label("Layers")
  String layers = "";

  @Label("Examples")
  long examples;

  @Label("Outcome")
  @Description("Ok, or the code of the failure")
  String outcome = "";

  @Label("Waited")
  @Timespan(Timespan.NANOSECONDS)
  long waited;

  @Label("Bytes of Results")
  @DataAmount
  long resultBytes;

  void describe(CallInfo call, CallOutcome end, long bytes) {
    model = call.model();
    kind = call.kind().word();
    method = call.method();
    layers = String.join(",", call.layers());
    examples = call.examples();
    outcome = end.code();
    waited = end.waited().toNanos();
    resultBytes = bytes;
  }
}
