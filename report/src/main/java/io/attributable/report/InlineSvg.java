package io.attributable.report;

import io.attributable.pictures.Picture;
import j2html.TagCreator;
import j2html.tags.UnescapedText;
import j2html.utils.EscapeUtil;
import java.util.regex.Pattern;

/**
 * Pictures as elements of the page. Their styles stand in the page's own style sheet, as its
 * security policy allows no others.
 */
final class InlineSvg {
  private static final Pattern STYLE = Pattern.compile("<style>[^<]*</style>");
  private static final String UNTITLED = "-title\">Attribution<";
  private static final String PIXELATED = " style=\"image-rendering:pixelated\"";

  private InlineSvg() {}

  /** The same for markup. */
  static UnescapedText element(Picture picture, String id, String title) {
    return TagCreator.rawHtml(of(picture, id, title));
  }

  /**
   * The element.
   *
   * @param title what it is called by those who hear the page
   */
  static String of(Picture picture, String id, String title) {
    String svg = STYLE.matcher(picture.svg(id)).replaceAll("");
    return svg.replace(PIXELATED, " class=\"pixelated\"")
        .replace(UNTITLED, "-title\">" + EscapeUtil.escape(title) + "<");
  }
}
