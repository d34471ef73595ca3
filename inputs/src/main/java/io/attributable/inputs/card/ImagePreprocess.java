package io.attributable.inputs.card;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How numbers are made of a picture. What is empty follows from the signature's shape, but for the
 * range, which nothing but the model's author knows. A pixel's value p, from 0 to 255, becomes
 * {@code (low + p / 255 * (high - low) - mean) / std}. Immutable, safe for any number of threads.
 *
 * @param size height and width; empty for those of the signature
 * @param resize how pixels are interpolated
 * @param fit what comes of another ratio of the sides
 * @param channels the order of the channels; empty for RGB, or grey where there is one
 * @param axes where channels are; empty for what the signature's shape shows
 * @param range what 0 to 255 is mapped onto; empty if nobody said
 * @param mean is subtracted, per channel in the model's order, or one number for all; none for 0
 * @param std what the difference is divided by, as the mean; none for 1
 * @param background red, green and blue, 0 to 255, of what shines through transparent pixels; none
 *     to drop transparency
 */
public record ImagePreprocess(
    Optional<ImageSize> size,
    Resize resize,
    Fit fit,
    Optional<Channels> channels,
    Optional<Axes> axes,
    Optional<ValueRange> range,
    List<Double> mean,
    List<Double> std,
    List<Integer> background) {
  /** Nothing but what the signature's shape shows. */
  public static final ImagePreprocess UNSAID =
      new ImagePreprocess(
          Optional.empty(),
          Resize.BILINEAR,
          Fit.STRETCH,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());

  /** Copies the lists. */
  public ImagePreprocess {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(resize, "resize");
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(channels, "channels");
    Objects.requireNonNull(axes, "axes");
    Objects.requireNonNull(range, "range");
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    background = List.copyOf(background);
  }

  /** The same, with a range of 0 to 255 if nobody said one. */
  public ImagePreprocess orBytes() {
    return new ImagePreprocess(
        size,
        resize,
        fit,
        channels,
        axes,
        Optional.of(range.orElse(new ValueRange(0, 255))),
        mean,
        std,
        background);
  }

  /** Height and width in pixels. */
  public record ImageSize(int height, int width) {}

  /** What 0 to 255 is mapped onto. */
  public record ValueRange(double low, double high) {}

  /** How pixels are interpolated; as {@code tf.image.resize} does it. */
  public enum Resize {
    /** Of the nearest four, with half-pixel centres: TensorFlow's own default. */
    BILINEAR,
    /** Bilinear, over all pixels that a smaller picture's pixel covers: {@code antialias=True}. */
    ANTIALIAS,
    /** The mean of what a pixel covers. */
    AREA,
    /** The nearest pixel. */
    NEAREST,
    /** Of the nearest sixteen. */
    BICUBIC
  }

  /** What comes of a picture whose sides have another ratio. */
  public enum Fit {
    /** It is distorted. */
    STRETCH,
    /** What sticks out on both sides is cut off. */
    CROP,
    /** Black fills what is missing on both sides. */
    PAD
  }

  /** The order of the channels. */
  public enum Channels {
    RGB,
    BGR,
    /** With an alpha channel behind. */
    RGBA,
    GREY
  }

  /** Where the channels are. */
  public enum Axes {
    /** Behind height and width. */
    CHANNELS_LAST,
    /** In front of them. */
    CHANNELS_FIRST
  }
}
