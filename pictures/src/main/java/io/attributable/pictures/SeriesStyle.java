package io.attributable.pictures;

/** How attributions of a series are shown. */
public enum SeriesStyle {
  /** Each channel in a panel of its own, shaded behind its curve. */
  SHADED,

  /** All channels in one panel, shaded behind their curves by the sum over channels. */
  COMBINED,

  /** Each channel in a panel of its own, its curve coloured. */
  COLOURED
}
