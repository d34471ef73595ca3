package io.attributable.samples.images;

import io.attributable.Attribution;
import io.attributable.Interpolation;
import io.attributable.pictures.GalleryPicture;
import io.attributable.pictures.ImagePicture;
import io.attributable.pictures.ImageStyle;
import io.attributable.pictures.Picture;
import io.attributable.pictures.Pixels;
import org.tensorflow.ndarray.FloatNdArray;

/** Draws what the network looked at. */
public final class WhyPictures {
  private static final int SIDE = 200;

  private WhyPictures() {}

  /** The image and three methods side by side. */
  public static Picture gallery(FloatNdArray image, WhyDigit why, int digit) {
    return GalleryPicture.empty()
        .columns(4)
        .title("Why a %d?".formatted(digit))
        .add("image", original(image))
        .add("grad-cam, layer shapes", places(image, why.places(image, digit)))
        .add("integrated-gradients", pixels(image, why.pixels(image, digit)))
        .add("xrai", regions(image, why.regions(image, digit)))
        .draw();
  }

  /** The image alone. */
  public static Picture original(FloatNdArray image) {
    return ImagePicture.of(image)
        .over(Pixels.of(image))
        .style(ImageStyle.ORIGINAL)
        .width(SIDE)
        .draw();
  }

  /** A small map of places, smoothly brought to the size of the image. */
  public static Picture places(FloatNdArray image, Attribution map) {
    return blended(image, map).interpolation(Interpolation.BILINEAR).draw();
  }

  /** A value for each pixel. */
  public static Picture pixels(FloatNdArray image, Attribution map) {
    return ImagePicture.of(map.tensor(), 0)
        .over(Pixels.of(image))
        .style(ImageStyle.HEAT_MAP)
        .outliers(2)
        .width(SIDE)
        .draw();
  }

  /** The regions, the most salient ones darkest. */
  public static Picture regions(FloatNdArray image, Attribution map) {
    return blended(image, map).draw();
  }

  private static ImagePicture blended(FloatNdArray image, Attribution map) {
    return ImagePicture.of(map.tensor(), 0)
        .over(Pixels.of(image))
        .style(ImageStyle.BLENDED)
        .opacity(0.7)
        .width(SIDE);
  }
}
