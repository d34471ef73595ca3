package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;

/**
 * What all kinds of pictures can be told. Each call gives another one and leaves this as it is;
 * {@link #draw()} ends the call. Immutable, safe for any number of threads; arrays are copied.
 *
 * @param <T> the kind itself
 */
public abstract sealed class PictureKind<T extends PictureKind<T>>
    permits ChannelsPicture,
        GalleryPicture,
        ImagePicture,
        SeriesPicture,
        SoundPicture,
        SpectrogramPicture,
        TablePicture,
        TokenPicture,
        WaterfallPicture {
  private static final int WIDEST = 4_000;

  final Look look;

  PictureKind(Look look) {
    this.look = look;
  }

  abstract T with(Look other);

  /** The line above the picture; none unless given. */
  public final T title(String title) {
    return with(look.title(title));
  }

  /** What the values are measured in, such as {@code logit}, as the legend says it. */
  public final T unit(String unit) {
    return with(look.unit(unit));
  }

  /** Which values are shown; {@link Sign#ALL} unless given. */
  public final T sign(Sign sign) {
    return with(look.normalisation(sign, look.normalisation().outliers()));
  }

  /**
   * Which percentage of the sum of magnitudes shares the last colour, so that a few large values do
   * not leave all others pale: see {@link Normalisation}. 0 unless given; captum has 2.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public final T outliers(double percentage) {
    return with(look.normalisation(look.sign(), percentage));
  }

  /** The colours; {@link ColourScale#BLUE_RED} unless given. */
  public final T colours(ColourScale colours) {
    return with(look.colours(colours));
  }

  /** Whether the scale is drawn below; it is unless told otherwise. */
  public final T legend(boolean shown) {
    return with(look.legend(shown));
  }

  /**
   * How wide the values are drawn, in pixels at the picture's own size; with the axis beside them,
   * for which series and sound take more where that is too narrow.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public final T width(int pixels) {
    if (pixels < Look.NARROWEST || pixels > WIDEST) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "width", pixels, "from 40 to 4000 pixels");
    }
    return with(look.width(pixels));
  }

  /**
   * How much paper there is around it, in pixels; 12 unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public final T margin(int pixels) {
    if (pixels < 0 || pixels > WIDEST) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "margin", pixels, "from 0 to 4000 pixels");
    }
    return with(look.margin(pixels));
  }

  /**
   * Draws it.
   *
   * @throws AttributionException PICTURE_VALUES if shapes do not go together, PICTURE_SETTING
   */
  public abstract Picture draw();
}
