package io.attributable.evidence;

import java.util.Locale;

/** What a record keeps of a value that may be personal. */
public enum Kept {
  /** The value itself, beside the record, so that it can be removed later. */
  VALUES,
  /** A salted hash: who brings the value can show that it is the one. */
  HASH,
  /** Nothing but dtype and shape. */
  NOTHING;

  /** As records and the command line write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
