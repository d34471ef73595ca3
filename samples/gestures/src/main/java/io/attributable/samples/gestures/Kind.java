package io.attributable.samples.gestures;

import java.util.Locale;

/** What the model tells apart, in the order of its output. */
public enum Kind {
  /** A gun is drawn from a holster, and put back. */
  GUN_DRAWN,
  /** A finger is pointed. */
  FINGER_POINTED;

  /** The kind that it is not. */
  public Kind other() {
    return this == GUN_DRAWN ? FINGER_POINTED : GUN_DRAWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
