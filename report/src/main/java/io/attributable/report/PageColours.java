package io.attributable.report;

/**
 * The colours of a report as a style sheet, for pages that stand beside it: {@code --paper}, {@code
 * --ground}, {@code --text}, {@code --muted}, {@code --line}, {@code --strong-line}, {@code
 * --accent}, {@code --on-accent}, {@code --bar}, {@code --bar-first}, {@code --code}, {@code
 * --error} and {@code --error-ground}, light and dark.
 */
public final class PageColours {
  private PageColours() {}

  /** The style sheet, to be put in front of one that uses the colours. */
  public static String css() {
    return Resources.COLOURS;
  }
}
