package io.attributable.pictures;

/**
 * What is drawn with. The page's own inks (text, lines, paper) have a dark twin, which SVG takes
 * where the reader prefers dark pages; colours of a scale mean numbers and stay as they are.
 *
 * @param role the class in SVG, empty for colours that stay
 * @param rgb on light pages
 * @param dark on dark pages
 * @param opacity from 0 to 1
 */
record Ink(String role, int rgb, int dark, double opacity) {
  static final Ink TEXT = new Ink("ap-text", 0x14171f, 0xe8eaee, 1);
  static final Ink MUTED = new Ink("ap-muted", 0x575d69, 0xa9b0bd, 1);
  static final Ink LINE = new Ink("ap-line", 0xb4b9c2, 0x4c525e, 1);
  static final Ink PAPER = new Ink("ap-paper", 0xffffff, 0x16181d, 1);

  /** A colour on light and dark pages alike. */
  static Ink of(int rgb) {
    return new Ink("", rgb, rgb, 1);
  }

  Ink opacity(double share) {
    return new Ink(role, rgb, dark, share);
  }
}
