package io.attributable.pictures;

/** How an attribution is combined with the picture that was explained. */
public enum ImageStyle {
  /** The attribution alone: a colour for each value. */
  HEAT_MAP("Heat map"),

  /** A heat map over the picture in grey. */
  BLENDED("Heat map"),

  /**
   * The picture, each pixel as bright as its attribution's share of the scale. Needs one sign:
   * positive, negative or absolute.
   */
  MASKED("Mask"),

  /**
   * The picture as dots over a heat map: one for each pixel, its area how dark the pixel is. The
   * colours around the dots stay as the legend has them. For small pictures, of at most 64 pixels
   * each way.
   */
  DOTS("Heat map"),

  /** The picture alone. */
  ORIGINAL("The picture itself"),

  /** Lines of equal attribution over the picture, where there is one. */
  CONTOUR("Contour lines");

  private final String words;

  ImageStyle(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
