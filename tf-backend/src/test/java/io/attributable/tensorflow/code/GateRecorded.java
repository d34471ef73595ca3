package io.attributable.tensorflow.code;

import io.attributable.tensorflow.recording.CallRecorder;
import io.attributable.tensorflow.recording.Modules;
import io.attributable.tensorflow.recording.RecordedCall;
import io.attributable.tensorflow.recording.RecordedModel;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the processor generates for the module. */
final class GateRecorded extends Gate implements RecordedModel {
  private final CallRecorder recorder = new CallRecorder("demo.Gate", "call");

  GateRecorded(Ops tf) {
    super(tf);
  }

  @Override
  List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> side) {
    try (RecordedCall call = recorder.layer("split").input("side", side)) {
      List<Operand<TFloat32>> result = super.split(tf, side);
      call.output("split", result);
      return result;
    }
  }

  @Override
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, Operand<TFloat32> side) {
    try (RecordedCall call = recorder.forward().input("x", x).input("side", side)) {
      Operand<TFloat32> result = super.call(tf, x, side);
      call.output("call", result);
      return result;
    }
  }

  @Override
  public CallRecorder callRecorder() {
    return recorder;
  }

  @Override
  public Modules callModules() {
    return Modules.none();
  }
}
