package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A drawn attribution, to be written as PNG or SVG from the same drawing. Immutable, safe for any
 * number of threads. The same values give the same bytes on one machine, and the same SVG on all,
 * but for images inside it, which Java compresses. Neither a screen nor fonts are needed.
 *
 * <p>SVG has the page's own inks (text, lines, paper) for light and for dark pages, and can stand
 * in a page: see {@link #svg(String)}.
 */
public final class Picture {
  private static final double PNG_SCALE = 2;
  private static final double LARGEST_SCALE = 16;

  private final double width;
  private final double height;
  private final int margin;
  private final String title;
  private final String altText;
  private final Canvas.Drawing drawing;

  Picture(
      double width,
      double height,
      int margin,
      String title,
      String altText,
      Canvas.Drawing drawing) {
    this.width = Math.ceil(width);
    this.height = Math.ceil(height);
    this.margin = margin;
    this.title = title;
    this.altText = altText;
    this.drawing = drawing;
  }

  /** What it is called; may be empty. */
  public String title() {
    return title;
  }

  /** What there is to see, in words, for those who cannot see it: one or several sentences. */
  public String altText() {
    return altText;
  }

  /** In pixels at its own size. */
  public int width() {
    return (int) width;
  }

  /** In pixels at its own size. */
  public int height() {
    return (int) height;
  }

  int margin() {
    return margin;
  }

  Canvas.Drawing drawing() {
    return drawing;
  }

  /** The content of a PNG file, on light paper, two pixels for each of its own. */
  public byte[] png() {
    return png(PNG_SCALE);
  }

  /**
   * The content of a PNG file, on light paper.
   *
   * @param scale how many pixels for each of its own: above 0, at most 16
   * @throws AttributionException PICTURE_SETTING
   */
  public byte[] png(double scale) {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "scale", scale, "above 0 and at most 16");
    }
    return Png.bytes(RasterCanvas.draw(this, scale));
  }

  /**
   * Writes {@link #png()} to a file, over what may be there.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void png(Path file) {
    write(file, png());
  }

  /** A whole SVG document; its ids follow from its content. */
  public String svg() {
    return SvgDocument.of(this);
  }

  /**
   * An SVG element to stand in an HTML page, without an XML declaration.
   *
   * @param id that the element gets; those inside begin with it. It must be unlike all others of
   *     the page: a letter, then letters, digits, '-' and '_'
   * @throws AttributionException PICTURE_SETTING
   */
  public String svg(String id) {
    if (!id.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "id", id, "a letter, then letters, digits, '-' and '_'");
    }
    return SvgDocument.of(this, id);
  }

  /**
   * Writes {@link #svg()} to a file, over what may be there.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public void svg(Path file) {
    write(file, (svg() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      WholeFile.write(file, bytes);
    } catch (IOException e) {
      throw new AttributionException(ErrorCode.UNWRITABLE_FILE, file, e).causedBy(e);
    }
  }
}
