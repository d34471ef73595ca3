package io.attributable.tensorflow.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records the calls of one model object: captum's hooks before and behind a module. Only names of
 * tensors are kept, nothing is added to the graph. Generated code fills it. Safe for any number of
 * threads: each records its own calls.
 */
public final class CallRecorder {
  /** The {@code @Forward} calls that this thread is inside of; the innermost is the first. */
  private static final ThreadLocal<Deque<List<LayerCall>>> OPEN =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final String model;
  private final String forward;
  private final List<ForwardCall> forwards = new CopyOnWriteArrayList<>();

  /**
   * A recorder for an object.
   *
   * @param model the name of its class, for messages
   * @param forward the name of its {@code @Forward} method
   */
  public CallRecorder(String model, String forward) {
    this.model = model;
    this.forward = forward;
  }

  /** Begins the call of a layer. */
  public RecordedCall layer(String name) {
    return new RecordedCall(this, name, List.of(), false);
  }

  /** Begins a call of the {@code @Forward} method; the layers called until it ends belong to it. */
  public RecordedCall forward() {
    List<LayerCall> layers = new ArrayList<>();
    OPEN.get().push(layers);
    return new RecordedCall(this, forward, layers, true);
  }

  /** The model's name in messages. */
  public String model() {
    return model;
  }

  /** The name of the {@code @Forward} method. */
  public String forwardMethod() {
    return forward;
  }

  /** The calls of the {@code @Forward} method so far. */
  public List<ForwardCall> forwards() {
    return List.copyOf(forwards);
  }

  /** Adds a layer's call to the surrounding calls, of any model. */
  void add(LayerCall call) {
    OPEN.get().forEach(layers -> layers.add(call));
  }

  void add(ForwardCall call) {
    forwards.add(call);
  }

  void leave() {
    Deque<List<LayerCall>> open = OPEN.get();
    open.pop();
    if (open.isEmpty()) {
      OPEN.remove();
    }
  }
}
