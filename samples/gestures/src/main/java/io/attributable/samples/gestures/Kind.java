package io.attributable.samples.gestures;

import java.util.Locale;

/** What the model tells apart. */
public enum Kind {
  /** A gun is drawn from a holster, and put back. */
  GUN_DRAWN(0),
  /** A finger is pointed. */
  FINGER_POINTED(1);

  private final int number;

  Kind(int number) {
    this.number = number;
  }

  /** Which number of the model's output is its score. */
  public int number() {
    return number;
  }

  /** The kind that it is not. */
  public Kind other() {
    return this == GUN_DRAWN ? FINGER_POINTED : GUN_DRAWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
