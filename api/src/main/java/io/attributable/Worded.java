package io.attributable;

/** An argument of a message whose text depends on the wording. Implementations are immutable. */
public interface Worded {
  /** The text in a wording. */
  String in(Wording wording);
}
