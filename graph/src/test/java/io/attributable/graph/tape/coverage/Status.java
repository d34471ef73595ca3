package io.attributable.graph.tape.coverage;

/** What becomes of a gradient at an op. */
enum Status {
  JAVA("Java rule", "written in Java, in `graph`, package `tape.rules` or `tape.control`"),
  NATIVE("native gradient", "TensorFlow's own, from the C++ registry"),
  CONVERTED(
      "converted to other ops", "loops of TensorFlow 1 are read as `While`, their arrays as lists"),
  STOPS("no gradient by definition", "zero wherever there is one, or without a meaning"),
  IMPOSSIBLE("not possible", "error [NoGradient](errors.md#nogradient), never a silent zero");

  private final String words;
  private final String meaning;

  Status(String words, String meaning) {
    this.words = words;
    this.meaning = meaning;
  }

  String words() {
    return words;
  }

  String meaning() {
    return meaning;
  }
}
