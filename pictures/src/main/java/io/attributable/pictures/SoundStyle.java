package io.attributable.pictures;

/** What of a sound is drawn. */
public enum SoundStyle {
  /** The curve of the samples. */
  CURVE,
  /** The spectrogram, computed from the samples. */
  SPECTROGRAM,
  /** The curve above the spectrogram. */
  BOTH
}
