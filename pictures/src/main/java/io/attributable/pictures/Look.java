package io.attributable.pictures;

/**
 * What all kinds of pictures can be told.
 *
 * @param unit of the values, such as {@code logit}; empty where none is known
 * @param width of what is drawn inside, in pixels; 0 for what suits the kind
 */
record Look(
    String title,
    String unit,
    Normalisation normalisation,
    ColourScale colours,
    boolean legend,
    int width) {
  static final Look PLAIN = new Look("", "", Normalisation.WHOLE, ColourScale.BLUE_RED, true, 0);

  Look title(String other) {
    return new Look(other, unit, normalisation, colours, legend, width);
  }

  Look unit(String other) {
    return new Look(title, other, normalisation, colours, legend, width);
  }

  Look normalisation(Sign sign, double outliers) {
    return new Look(title, unit, new Normalisation(sign, outliers), colours, legend, width);
  }

  Look colours(ColourScale other) {
    return new Look(title, unit, normalisation, other, legend, width);
  }

  Look legend(boolean other) {
    return new Look(title, unit, normalisation, colours, other, width);
  }

  Look width(int other) {
    return new Look(title, unit, normalisation, colours, legend, other);
  }

  int widthOr(int usual) {
    return width == 0 ? usual : width;
  }

  Sign sign() {
    return normalisation.sign();
  }
}
