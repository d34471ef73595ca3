package io.attributable.npy;

import java.util.List;

/** What the instructions of a pickle make, as far as arrays of bytes and text need it. */
sealed interface PickleValue {

  /** Bytes, a text or an integer. */
  record Plain(Object value) implements PickleValue {}

  /** {@code None}, {@code True} or {@code False}. */
  record Word(String name) implements PickleValue {}

  /** A tuple, or a list, which grows. */
  record Items(List<PickleValue> values) implements PickleValue {}

  /** Something that Python would import. It is a name here, and stays one. */
  record Global(String name) implements PickleValue {}

  /** NumPy's description of elements, such as {@code O8}. */
  record Description(String text) implements PickleValue {}

  /** NumPy's array, empty at first. */
  final class Array implements PickleValue {
    private List<PickleValue> elements = List.of();

    List<PickleValue> elements() {
      return elements;
    }

    void fill(List<PickleValue> values) {
      this.elements = values;
    }
  }

  /** Where the items of a tuple or a list begin. */
  record Mark() implements PickleValue {}

  /** What Python calls it, for messages. */
  default String pythonName() {
    if (this instanceof Plain plain) {
      return plain.value() instanceof Long ? "int" : "bytes or str";
    }
    if (this instanceof Items) {
      return "list or tuple";
    }
    return this instanceof Word word ? word.name() : "numpy object";
  }
}
