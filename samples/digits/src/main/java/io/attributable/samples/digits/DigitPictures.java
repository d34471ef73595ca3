package io.attributable.samples.digits;

import io.attributable.pictures.GalleryPicture;
import io.attributable.pictures.ImagePicture;
import io.attributable.pictures.ImageStyle;
import io.attributable.pictures.Picture;
import io.attributable.pictures.Pixels;

/** How digits and what layers say of them are drawn. */
final class DigitPictures {
  private static final int FIGURE = 320;

  private DigitPictures() {}

  /**
   * The digit alone, every pixel a square.
   *
   * @param side in pixels
   */
  static Picture scan(Grid ink, int side) {
    return bare(ink, ink).style(ImageStyle.ORIGINAL).width(side).draw();
  }

  /** A heat map with the digit as dots on top, without a scale. */
  static Picture map(Grid attribution, Grid ink, int side) {
    return bare(attribution, ink).style(ImageStyle.DOTS).width(side).draw();
  }

  /**
   * A map that stands alone, with captions and scale.
   *
   * @param subject what the map is laid over, such as {@code a 3, read as 3}
   */
  static Picture figure(AttributionMap map, Grid ink, String subject) {
    Picture picture =
        bare(map.values(), ink).style(ImageStyle.DOTS).width(FIGURE).legend(true).draw();
    return GalleryPicture.empty()
        .title(map.place() + ": " + subject)
        .add(map.question(), picture)
        .draw();
  }

  private static ImagePicture bare(Grid attribution, Grid ink) {
    return ImagePicture.of(attribution.array())
        .over(Pixels.of(ink.array(), 1, 0))
        .legend(false)
        .margin(0);
  }
}
