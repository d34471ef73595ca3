package io.attributable.samples.gallery;

import io.attributable.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One example of a sample.
 *
 * @param title what was decided
 * @param text what there is to see; may be empty
 * @param reasons told in words, in their order; none where pictures are enough
 * @param figures pictures with their captions
 */
record Part(String title, String text, List<String> reasons, List<Figure> figures) {
  /** Copies the lists. */
  Part {
    reasons = List.copyOf(reasons);
    figures = List.copyOf(figures);
  }

  /** An example without pictures and reasons. */
  static Part of(String title, String text) {
    return new Part(title, text, List.of(), List.of());
  }

  Part reasons(List<String> others) {
    return new Part(title, text, others, figures);
  }

  /** The same with one picture more. */
  Part and(String caption, Picture picture) {
    return and(new Figure(caption, picture, Optional.empty()));
  }

  /** The same with one picture more, that is drawn for small screens, too. */
  Part and(Picture picture, Picture narrow) {
    return and(new Figure("", picture, Optional.of(narrow)));
  }

  private Part and(Figure figure) {
    List<Figure> more = new ArrayList<>(figures);
    more.add(figure);
    return new Part(title, text, reasons, more);
  }

  /**
   * A picture.
   *
   * @param caption what it shows; may be empty where the picture says it
   * @param narrow what takes its place on small screens; empty where it fits on them
   */
  record Figure(String caption, Picture picture, Optional<Picture> narrow) {}
}
