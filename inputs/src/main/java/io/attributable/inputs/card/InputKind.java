package io.attributable.inputs.card;

import java.util.Locale;

/** What an input is to people. */
public enum InputKind {
  /** A picture: {@code .png}, {@code .jpg}, {@code .webp}. */
  IMAGE,
  /** Sound: {@code .wav}. */
  AUDIO,
  /** Named values: {@code .csv}. */
  TABULAR,
  /** Text for an input of strings: {@code .txt}. */
  TEXT,
  /** Text for an input of token ids: {@code .txt}. */
  TOKENS,
  /** Values along a dimension such as time: {@code .csv} with a row per step, or arrays. */
  SERIES,
  /** Arrays. */
  RAW;

  /** As cards write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
