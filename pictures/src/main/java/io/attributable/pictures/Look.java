package io.attributable.pictures;

/**
 * What all kinds of pictures can be told.
 *
 * @param unit of the values, such as {@code logit}; empty where none is known
 * @param width of what is drawn inside, in pixels; 0 for what suits the kind
 * @param margin around all of it, in pixels
 */
record Look(
    String title,
    String unit,
    Normalisation normalisation,
    ColourScale colours,
    boolean legend,
    int width,
    int margin) {
  /** The least room of values, in pixels. */
  static final int NARROWEST = 40;

  static final Look PLAIN =
      new Look("", "", Normalisation.WHOLE, ColourScale.BLUE_RED, true, 0, 12);

  Look title(String other) {
    return new Look(other, unit, normalisation, colours, legend, width, margin);
  }

  Look unit(String other) {
    return new Look(title, other, normalisation, colours, legend, width, margin);
  }

  Look normalisation(Sign sign, double outliers) {
    return new Look(title, unit, new Normalisation(sign, outliers), colours, legend, width, margin);
  }

  Look colours(ColourScale other) {
    return new Look(title, unit, normalisation, other, legend, width, margin);
  }

  Look legend(boolean other) {
    return new Look(title, unit, normalisation, colours, other, width, margin);
  }

  Look width(int other) {
    return new Look(title, unit, normalisation, colours, legend, other, margin);
  }

  Look margin(int other) {
    return new Look(title, unit, normalisation, colours, legend, width, other);
  }

  int widthOr(int usual) {
    return width == 0 ? usual : width;
  }

  /** The same of values beside which there is an axis: the narrowest ones keep some room. */
  double widthOr(int usual, double axis) {
    return Math.max(axis + NARROWEST, widthOr(usual));
  }

  Sign sign() {
    return normalisation.sign();
  }
}
