package io.attributable.tensorflow.internal.code;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.recording.CallRecorder;
import io.attributable.tensorflow.recording.ForwardCall;
import io.attributable.tensorflow.recording.RecordedModel;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.Session;

/** Finds the call of a model that is to be explained. */
public final class ForwardCallLookup {
  private ForwardCallLookup() {}

  /**
   * The calls that built into a session's graph, at least one.
   *
   * @throws AttributionException FORWARD_NOT_CALLED
   */
  public static List<ForwardCall> in(RecordedModel recorded, Session session) {
    List<ForwardCall> all = recorded.callRecorder().forwards();
    List<ForwardCall> calls = all.stream().filter(call -> call.graph() == session.graph()).toList();
    if (calls.isEmpty()) {
      throw new AttributionException(
          ErrorCode.FORWARD_NOT_CALLED,
          label(recorded),
          all.isEmpty() ? "yet in any graph" : "in the graph of this session");
    }
    return calls;
  }

  /**
   * The call that returned an operand.
   *
   * @throws AttributionException FORWARD_NOT_CALLED, FOREIGN_OPERAND
   */
  public static ForwardCall returning(RecordedModel recorded, Session session, Operand<?> operand) {
    TensorRef wanted = ForwardCallGraph.ref(operand.asOutput());
    List<ForwardCall> calls = in(recorded, session);
    return calls.stream()
        .filter(call -> returned(call).contains(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.FOREIGN_OPERAND,
                    wanted,
                    label(recorded),
                    calls.stream()
                        .flatMap(call -> returned(call).stream())
                        .map(tensor -> '"' + tensor.toString() + '"')
                        .collect(Collectors.joining(", "))));
  }

  private static List<TensorRef> returned(ForwardCall call) {
    return call.outputs().values().stream().map(ForwardCallGraph::ref).collect(Collectors.toList());
  }

  /** The method, as messages call it. */
  public static String label(RecordedModel recorded) {
    CallRecorder recorder = recorded.callRecorder();
    return recorder.model() + "." + recorder.forwardMethod() + "()";
  }
}
