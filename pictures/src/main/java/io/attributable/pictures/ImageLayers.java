package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an image's picture shows, one over the other. */
final class ImageLayers {
  private static final double[] LEVELS = {0.25, 0.5, 0.75};

  /** Dots are round also on screens of high density. */
  private static final double DOTS_SCALE = 2;

  private static final double FADED = 0.45;
  private static final double HALO = 2.6;
  private static final double HALO_OPACITY = 0.6;
  private static final double LINE = 1.5;

  /** Lines are thin: the palest has the colour of half the scale. */
  private static final double PALEST = 0.5;

  private static final int WHITE = 0xffffff;

  private final Grid map;
  private final @Nullable Pixels pixels;
  private final Scale scale;
  private final ImageStyle style;
  private final double opacity;

  ImageLayers(Grid map, @Nullable Pixels pixels, Scale scale, ImageStyle style, double opacity) {
    this.map = map;
    this.pixels = pixels;
    this.scale = scale;
    this.style = style;
    this.opacity = opacity;
  }

  /** The drawing; lines run between the values as they were given. */
  Canvas.Drawing draw(double width, double height, Grid values) {
    Raster.Colours colours = colours();
    double size = style == ImageStyle.DOTS ? DOTS_SCALE : 1;
    BufferedImage image =
        Raster.draw(map.rows(), map.columns(), size * width, size * height, colours);
    if (style == ImageStyle.DOTS) {
      Dots.over(image, needed());
    }
    Rectangle2D box = new Rectangle2D.Double(0, 0, width, height);
    return canvas -> {
      canvas.image(image, box, false);
      if (style == ImageStyle.CONTOUR) {
        contours(canvas, values, width, height);
      }
      canvas.frame(0, 0, width, height, Ink.LINE);
    };
  }

  private Raster.Colours colours() {
    return switch (style) {
      case HEAT_MAP, DOTS -> (row, column) -> scale.colour(map.at(row, column));
      case BLENDED -> blended(needed());
      case MASKED -> masked(needed());
      case ORIGINAL -> needed()::at;
      case CONTOUR -> pixels == null ? this::paper : faded(pixels);
    };
  }

  private Raster.Colours blended(Pixels below) {
    return (row, column) -> {
      int colour = scale.colour(map.at(row, column));
      return colour == Raster.NO_NUMBER
          ? colour
          : Rgb.mix(Rgb.grey(below.at(row, column)), colour, opacity);
    };
  }

  private Raster.Colours masked(Pixels below) {
    if (scale.look().sign() == Sign.ALL) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "sign",
          Sign.ALL,
          "POSITIVE, NEGATIVE or ABSOLUTE for a masked picture, which cannot show both signs");
    }
    return (row, column) -> {
      double share = Math.abs(scale.share(map.at(row, column)));
      return Double.isNaN(share) ? Raster.NO_NUMBER : Rgb.dimmed(below.at(row, column), share);
    };
  }

  private Raster.Colours faded(Pixels below) {
    return (row, column) ->
        isNumber(row, column)
            ? Rgb.mix(Rgb.grey(below.at(row, column)), WHITE, FADED)
            : Raster.NO_NUMBER;
  }

  private int paper(int row, int column) {
    return isNumber(row, column) ? WHITE : Raster.NO_NUMBER;
  }

  private boolean isNumber(int row, int column) {
    return Double.isFinite(map.at(row, column));
  }

  private Pixels needed() {
    if (pixels == null) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "style",
          style.name().toLowerCase(Locale.ROOT),
          "HEAT_MAP or CONTOUR where no pixels are given; give them with over(Pixels)");
    }
    return pixels;
  }

  private void contours(Canvas canvas, Grid values, double width, double height) {
    AffineTransform place =
        AffineTransform.getScaleInstance(width / values.columns(), height / values.rows());
    place.translate(0.5, 0.5);
    double[] shares = new double[values.values().length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = scale.share(values.values()[i]);
    }
    Grid shown = values.with(shares);
    for (double level : LEVELS) {
      contour(canvas, shown, level, place);
      contour(canvas, shown, -level, place);
    }
  }

  private void contour(Canvas canvas, Grid shares, double level, AffineTransform place) {
    var lines = Contours.of(shares, level);
    if (lines.getCurrentPoint() != null) {
      lines.transform(place);
      double strong = Math.signum(level) * (PALEST + (1 - PALEST) * Math.abs(level));
      canvas.stroke(lines, Ink.of(WHITE).opacity(HALO_OPACITY), HALO);
      canvas.stroke(lines, Ink.of(scale.look().colours().rgb(strong, scale.look().sign())), LINE);
    }
  }
}
