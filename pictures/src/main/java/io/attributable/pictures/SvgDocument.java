package io.attributable.pictures;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** A picture as an SVG element with its title, its description and its inks for dark pages. */
final class SvgDocument {
  private static final String STYLE = style();

  private SvgDocument() {}

  /** With an id that follows from the content. */
  static String of(Picture picture) {
    CRC32 sum = new CRC32();
    sum.update(of(picture, "picture").getBytes(StandardCharsets.UTF_8));
    return of(picture, "picture-" + Long.toHexString(sum.getValue()));
  }

  static String of(Picture picture, String id) {
    SvgWriter svg = new SvgWriter();
    svg.begin("svg");
    svg.attribute("xmlns", "http://www.w3.org/2000/svg");
    svg.attribute("id", id);
    svg.attribute("class", "attributable-picture");
    svg.attribute("viewBox", "0 0 " + picture.width() + " " + picture.height());
    svg.attribute("width", picture.width());
    svg.attribute("height", picture.height());
    svg.attribute("role", "img");
    svg.attribute("aria-labelledby", id + "-title " + id + "-desc");
    svg.attribute("font-family", SvgCanvas.FONTS);
    words(svg, "title", id + "-title", picture.title().isEmpty() ? "Attribution" : picture.title());
    words(svg, "desc", id + "-desc", picture.altText());
    svg.begin("style");
    svg.text(STYLE);
    svg.end();
    SvgCanvas canvas = new SvgCanvas(svg);
    canvas.box(0, 0, picture.width(), picture.height(), Ink.PAPER);
    picture.drawing().on(canvas);
    svg.end();
    return svg.written();
  }

  private static void words(SvgWriter svg, String element, String id, String words) {
    svg.begin(element);
    svg.attribute("id", id);
    svg.text(words);
    svg.end();
  }

  /** The same for all pictures of a page, as styles inside one reach the others. */
  private static String style() {
    StringBuilder style = new StringBuilder("@media screen and (prefers-color-scheme:dark){");
    for (Ink ink : List.of(Ink.TEXT, Ink.MUTED, Ink.LINE, Ink.PAPER)) {
      String colour = Rgb.hex(ink.dark());
      String start = ".attributable-picture ." + ink.role();
      style.append(start).append("{fill:").append(colour).append('}');
      style.append(start).append("-stroke{stroke:").append(colour).append('}');
    }
    return style.append('}').toString();
  }
}
