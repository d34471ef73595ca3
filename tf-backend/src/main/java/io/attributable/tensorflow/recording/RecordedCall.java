package io.attributable.tensorflow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;

/**
 * A call while it runs. Arguments are recorded before, results after; a call that throws is
 * discarded. Not thread-safe; holds no native memory: closing it only ends the recording.
 */
public final class RecordedCall implements AutoCloseable {
  private final CallRecorder recorder;
  private final String name;
  private final List<LayerCall> layers;
  private final boolean forward;
  private final Operands inputs = new Operands();
  private final Operands outputs = new Operands();

  RecordedCall(CallRecorder recorder, String name, List<LayerCall> layers, boolean forward) {
    this.recorder = recorder;
    this.name = name;
    this.layers = layers;
    this.forward = forward;
  }

  /** Records an argument: an operand, or several in a list, a map or an array. */
  public RecordedCall input(String parameter, @Nullable Object argument) {
    inputs.add(parameter, argument);
    return this;
  }

  /** Records the result: an operand, or several in a list, a map or an array. */
  public RecordedCall output(String result, @Nullable Object returned) {
    outputs.add(result, returned);
    return this;
  }

  /** Ends the call. */
  @Override
  public void close() {
    if (forward) {
      recorder.leave();
    }
    if (!outputs.byName().isEmpty()) {
      graph().ifPresent(this::keep);
    }
  }

  private void keep(Graph graph) {
    LayerCall call = new LayerCall(recorder, name, list(inputs), list(outputs));
    recorder.add(call);
    if (forward) {
      layers.add(call);
      recorder.add(new ForwardCall(graph, name, inputs.byName(), outputs.byName(), layers));
    }
  }

  /** The graph of all operands; none for eager execution. */
  private Optional<Graph> graph() {
    List<Optional<Graph>> graphs =
        Stream.of(inputs, outputs)
            .flatMap(operands -> operands.byName().values().stream())
            .map(RecordedCall::graphOf)
            .distinct()
            .toList();
    return graphs.size() == 1 ? graphs.get(0) : Optional.empty();
  }

  private static Optional<Graph> graphOf(Output<?> operand) {
    return operand.op().env() instanceof Graph graph ? Optional.of(graph) : Optional.empty();
  }

  private static List<Output<?>> list(Operands operands) {
    return new ArrayList<>(operands.byName().values());
  }
}
