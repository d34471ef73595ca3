package io.attributable.pictures;

/** What stands around the values of a picture: margin, title above, legend below. */
final class Frame {
  static final double TITLE = 15;
  private static final double TITLE_HEIGHT = 26;
  private static final double GAP = 10;

  private Frame() {}

  /** A picture of something that is drawn at 0, 0 in the given size. */
  static Picture around(
      Look look, Scale scale, double width, double height, String altText, Canvas.Drawing inside) {
    return around(look, Legend.of(scale), width, height, altText, inside);
  }

  /** The same with another legend. */
  static Picture around(
      Look look,
      Legend legend,
      double width,
      double height,
      String altText,
      Canvas.Drawing inside) {
    double top = look.margin() + (look.title().isEmpty() ? 0 : TITLE_HEIGHT);
    double legendTop = top + height + GAP;
    double bottom = look.legend() ? legendTop + legend.height() : top + height;
    return new Picture(
        width + 2 * look.margin(),
        bottom + look.margin(),
        look.margin(),
        look.title(),
        altText,
        canvas -> {
          title(canvas, look, width);
          canvas.group(look.margin(), top, "", inside);
          if (look.legend()) {
            canvas.group(look.margin(), legendTop, "", below -> legend.draw(below, width));
          }
        });
  }

  /** A picture without a scale of colours. */
  static Picture around(
      Look look, double width, double height, String altText, Canvas.Drawing inside) {
    Look bare = look.legend(false);
    return around(bare, Legend.ofSeveral(bare), width, height, altText, inside);
  }

  private static void title(Canvas canvas, Look look, double width) {
    if (!look.title().isEmpty()) {
      Text title = Text.of(look.title(), TITLE).inBold().within(width);
      canvas.write(title, look.margin(), look.margin() + TITLE);
    }
  }
}
