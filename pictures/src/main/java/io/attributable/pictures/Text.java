package io.attributable.pictures;

/**
 * A line of text.
 *
 * @param size of the letters, in pixels
 * @param anchor which part of it stands at its position
 */
record Text(String words, double size, Anchor anchor, Ink ink, boolean bold) {
  private static final String MORE = "…";

  /** Which part of a line stands at its position. */
  enum Anchor {
    START("start", 0),
    MIDDLE("middle", 0.5),
    END("end", 1);

    final String svg;
    final double share;

    Anchor(String svg, double share) {
      this.svg = svg;
      this.share = share;
    }
  }

  static Text of(String words, double size) {
    return new Text(words, size, Anchor.START, Ink.TEXT, false);
  }

  Text words(String other) {
    return new Text(other, size, anchor, ink, bold);
  }

  Text with(Anchor other) {
    return new Text(words, size, other, ink, bold);
  }

  Text with(Ink other) {
    return new Text(words, size, anchor, other, bold);
  }

  Text inBold() {
    return new Text(words, size, anchor, ink, true);
  }

  double width() {
    return Typeface.width(words) * size;
  }

  /** The same, cut with an ellipsis where it is longer than there is room. */
  Text within(double room) {
    if (width() <= room) {
      return this;
    }
    int end = words.length();
    while (end > 0 && Typeface.width(words.substring(0, end) + MORE) * size > room) {
      end = words.offsetByCodePoints(end, -1);
    }
    return new Text(words.substring(0, end) + MORE, size, anchor, ink, bold);
  }
}
