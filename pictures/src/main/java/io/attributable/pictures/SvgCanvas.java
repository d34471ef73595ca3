package io.attributable.pictures;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws SVG. Text stays text, which can be searched, read aloud and shown in the reader's font. */
final class SvgCanvas implements Canvas {
  static final String FONTS = "'Liberation Sans', Arial, Helvetica, sans-serif";

  private final SvgWriter svg;

  SvgCanvas(SvgWriter svg) {
    this.svg = svg;
  }

  @Override
  public void fill(Shape shape, Ink ink) {
    begin(shape);
    ink(ink, "fill", "");
    if (isUpright(shape)) {
      svg.attribute("shape-rendering", "crispEdges");
    }
  }

  @Override
  public void stroke(Shape shape, Ink ink, double width) {
    begin(shape);
    svg.attribute("fill", "none");
    ink(ink, "stroke", "-stroke");
    if (width != 1) {
      svg.attribute("stroke-width", width);
    }
    if (!isUpright(shape)) {
      svg.attribute("stroke-linejoin", "round");
    }
  }

  private void begin(Shape shape) {
    if (isUpright(shape)) {
      Rectangle2D box = shape.getBounds2D();
      svg.single("rect");
      box(box);
    } else {
      svg.single("path");
      svg.attribute("d", PathData.of(shape));
    }
  }

  private static boolean isUpright(Shape shape) {
    return shape instanceof Rectangle2D;
  }

  private void box(Rectangle2D box) {
    svg.attribute("x", box.getX());
    svg.attribute("y", box.getY());
    svg.attribute("width", box.getWidth());
    svg.attribute("height", box.getHeight());
  }

  private void ink(Ink ink, String property, String suffix) {
    if (!ink.role().isEmpty()) {
      svg.attribute("class", ink.role() + suffix);
    }
    svg.attribute(property, Rgb.hex(ink.rgb()));
    if (ink.opacity() != 1) {
      svg.attribute(property + "-opacity", ink.opacity());
    }
  }

  @Override
  public void write(Text text, double x, double baseline) {
    svg.begin("text");
    svg.attribute("x", x);
    svg.attribute("y", baseline);
    svg.attribute("font-size", text.size());
    if (text.anchor() != Text.Anchor.START) {
      svg.attribute("text-anchor", text.anchor().svg);
    }
    if (text.bold()) {
      svg.attribute("font-weight", "600");
    }
    ink(text.ink(), "fill", "");
    svg.text(text.words());
    svg.end();
  }

  @Override
  public void image(BufferedImage image, Rectangle2D box, boolean smooth) {
    svg.single("image");
    box(box);
    svg.attribute("preserveAspectRatio", "none");
    if (!smooth) {
      svg.attribute("style", "image-rendering:pixelated");
    }
    svg.attribute("href", Png.dataUri(image));
  }

  @Override
  public void group(double dx, double dy, String tooltip, Drawing inside) {
    svg.begin("g");
    if (dx != 0 || dy != 0) {
      svg.attribute(
          "transform", "translate(" + PathData.number(dx) + " " + PathData.number(dy) + ")");
    }
    if (!tooltip.isEmpty()) {
      svg.begin("title");
      svg.text(tooltip);
      svg.end();
    }
    inside.on(this);
    svg.end();
  }
}
