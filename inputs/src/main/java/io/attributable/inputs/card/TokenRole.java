package io.attributable.inputs.card;

import java.util.Locale;

/** What an input of integers gets of a tokenised text. */
public enum TokenRole {
  /** The ids of the tokens. */
  IDS,
  /** 1 for tokens, 0 for padding. */
  MASK,
  /** The segment of each token: 0, as there is one text. */
  TYPES;

  /** As cards write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
