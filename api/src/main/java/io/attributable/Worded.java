package io.attributable;

/** Words that depend on where they are read, as an argument of a message. */
public interface Worded {
  /** The words as they are written there. */
  String in(Wording wording);
}
