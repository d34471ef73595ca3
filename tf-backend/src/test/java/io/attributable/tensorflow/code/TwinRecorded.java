package io.attributable.tensorflow.code;

import io.attributable.tensorflow.recording.CallRecorder;
import io.attributable.tensorflow.recording.Modules;
import io.attributable.tensorflow.recording.RecordedCall;
import io.attributable.tensorflow.recording.RecordedModel;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the processor generates for the model. */
final class TwinRecorded extends Twin implements RecordedModel {
  private final CallRecorder recorder = new CallRecorder("demo.Twin", "answers");

  TwinRecorded(Ops tf, Gate gate) {
    super(tf, gate);
  }

  @Override
  Operand<TFloat32> step(Ops tf, Operand<TFloat32> x) {
    try (RecordedCall call = recorder.layer("step").input("x", x)) {
      Operand<TFloat32> result = super.step(tf, x);
      call.output("step", result);
      return result;
    }
  }

  @Override
  Operand<TFloat32> tail(Ops tf, Operand<TFloat32> x) {
    try (RecordedCall call = recorder.layer("tail").input("x", x)) {
      Operand<TFloat32> result = super.tail(tf, x);
      call.output("tail", result);
      return result;
    }
  }

  @Override
  Answers answers(Ops tf, Operand<TFloat32> left, Operand<TFloat32> right) {
    try (RecordedCall call = recorder.forward().input("left", left).input("right", right)) {
      Answers result = super.answers(tf, left, right);
      call.output("scores", result.scores()).output("level", result.level());
      return result;
    }
  }

  @Override
  public CallRecorder callRecorder() {
    return recorder;
  }

  @Override
  public Modules callModules() {
    return Modules.none().add("gate", gate);
  }
}
