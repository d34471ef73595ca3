package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;

/** What a run hands on to the next one, collected while nodes are written. Not thread-safe. */
public final class RunState {
  private final List<Carry> carried = new ArrayList<>();

  /** Nothing so far. */
  public RunState() {}

  /**
   * A value that is handed on.
   *
   * @param before where what the run before gave is fed; a zero without dimensions before the first
   * @param after what is handed on, to be fetched; of the same type
   */
  public record Carry(TensorRef before, TensorRef after) {}

  /** Has a value handed on. */
  public void carry(TensorRef before, TensorRef after) {
    carried.add(new Carry(before, after));
  }

  /** All values that are handed on. */
  public List<Carry> carried() {
    return List.copyOf(carried);
  }
}
