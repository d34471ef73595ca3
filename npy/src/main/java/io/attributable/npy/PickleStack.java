package io.attributable.npy;

import java.util.ArrayList;
import java.util.List;

/** The values of a pickle so far. Popping from the empty stack fails. */
final class PickleStack {
  private final List<PickleValue> values = new ArrayList<>();

  void push(PickleValue value) {
    values.add(value);
  }

  PickleValue top() throws NpyException {
    require(1);
    return values.get(values.size() - 1);
  }

  PickleValue pop() throws NpyException {
    require(1);
    return values.remove(values.size() - 1);
  }

  /** The last ones, in the order in which they were pushed. */
  List<PickleValue> pop(int count) throws NpyException {
    require(count);
    List<PickleValue> last = values.subList(values.size() - count, values.size());
    List<PickleValue> popped = List.copyOf(last);
    last.clear();
    return popped;
  }

  /** Pops all values behind the last mark, and the mark. */
  List<PickleValue> popToMark() throws NpyException {
    int mark = values.size() - 1;
    while (mark >= 0 && !(values.get(mark) instanceof PickleValue.Mark)) {
      mark--;
    }
    require(mark < 0 ? Integer.MAX_VALUE : 1);
    List<PickleValue> popped = pop(values.size() - mark - 1);
    pop();
    return popped;
  }

  private void require(int count) throws NpyException {
    if (values.size() < count) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "it takes more than it has made");
    }
  }
}
