package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Interpolation;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;

/**
 * An attribution of pixels, or of places of a layer.
 *
 * <pre>{@code
 * Picture why = ImagePicture.of(attribution.tensor(), 0).over(Pixels.of(image))
 *     .style(ImageStyle.BLENDED).outliers(2).title("cat, by integrated gradients").draw();
 * why.svg(Path.of("why.svg"));
 * }</pre>
 */
public final class ImagePicture extends PictureKind<ImagePicture> {
  private static final String WHAT = "an image";
  private static final int USUAL_SIDE = 320;
  private static final double THINNEST = 8;
  private static final double HALF = 0.5;

  private final Numbers numbers;
  private final Grid values;
  private final @Nullable Pixels pixels;
  private final ImageStyle style;
  private final Interpolation interpolation;
  private final double opacity;

  private ImagePicture(
      Look look,
      Numbers numbers,
      Grid values,
      @Nullable Pixels pixels,
      ImageStyle style,
      Interpolation interpolation,
      double opacity) {
    super(look);
    this.numbers = numbers;
    this.values = values;
    this.pixels = pixels;
    this.style = style;
    this.interpolation = interpolation;
    this.opacity = opacity;
  }

  /**
   * Of {@code [rows, columns]}, {@code [rows, columns, channels]} or {@code [1, rows, columns,
   * channels]}; channels are summed. {@code [1, rows, columns]} is refused, as it might be a row of
   * channels as well.
   *
   * @throws AttributionException PICTURE_VALUES
   */
  public static ImagePicture of(NdArray<?> values) {
    Numbers numbers = Numbers.of(values, WHAT);
    if (numbers.rank() == 3 && numbers.length(0) == 1 && numbers.length(1) > 1) {
      throw numbers.refused(
          WHAT,
          "it might be a batch of one map or one row of channels",
          "[rows, columns], or the attributed tensor and the number of the example");
    }
    return of(numbers);
  }

  /** Of {@code [rows][columns][channels]}; channels are summed. */
  public static ImagePicture of(float[][][] values) {
    return of(Numbers.of(StdArrays.ndCopyOf(values), WHAT));
  }

  /**
   * Of one example: {@code [examples, rows, columns]} or {@code [examples, rows, columns,
   * channels]}; channels are summed.
   *
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES
   */
  public static ImagePicture of(AttributedTensor tensor, int example) {
    return of(Numbers.of(tensor, example, WHAT));
  }

  private static ImagePicture of(Numbers all) {
    Numbers numbers = all.rank() == 4 ? all.withoutBatch(3) : all;
    Grid grid = Grid.of(numbers, WHAT);
    return new ImagePicture(
        Look.PLAIN, numbers, grid, null, ImageStyle.HEAT_MAP, Interpolation.NEAREST, HALF);
  }

  @Override
  ImagePicture with(Look other) {
    return new ImagePicture(other, numbers, values, pixels, style, interpolation, opacity);
  }

  /**
   * The picture that was explained. A map of another size is brought to its size. One whose last
   * two dimensions are those of the picture, while the first two are not, has its channels first.
   */
  public ImagePicture over(Pixels explained) {
    boolean first =
        numbers.rank() == 3
            && isSizeOf(explained, 1)
            && !isSizeOf(explained, 0)
            && values.rows() == numbers.length(0);
    Grid map = first ? channelsFirst().values : values;
    return new ImagePicture(look, numbers, map, explained, style, interpolation, opacity);
  }

  private boolean isSizeOf(Pixels explained, int dimension) {
    return numbers.length(dimension) == explained.rows()
        && numbers.length(dimension + 1) == explained.columns();
  }

  /**
   * Takes the values as {@code [channels, rows, columns]}, as models have them that were made by
   * PyTorch.
   *
   * @throws AttributionException PICTURE_VALUES if they have no channels
   */
  public ImagePicture channelsFirst() {
    if (numbers.rank() != 3) {
      throw numbers.refused(
          WHAT, "it has no channels before its rows", "[channels, rows, columns]");
    }
    Grid map = Grid.of(numbers.firstLast(), WHAT);
    return new ImagePicture(look, numbers, map, pixels, style, interpolation, opacity);
  }

  /** How both are combined; {@link ImageStyle#HEAT_MAP} unless given. */
  public ImagePicture style(ImageStyle other) {
    return new ImagePicture(look, numbers, values, pixels, other, interpolation, opacity);
  }

  /** How a map is brought to the size of the pixels; {@link Interpolation#NEAREST} unless given. */
  public ImagePicture interpolation(Interpolation other) {
    return new ImagePicture(look, numbers, values, pixels, style, other, opacity);
  }

  /**
   * How much of the colours covers a {@link ImageStyle#BLENDED} picture: from 0 to 1, 0.5 unless
   * given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public ImagePicture opacity(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new AttributionException(ErrorCode.PICTURE_SETTING, "opacity", share, "from 0 to 1");
    }
    return new ImagePicture(look, numbers, values, pixels, style, interpolation, share);
  }

  /**
   * Draws it.
   *
   * @throws AttributionException PICTURE_SETTING if the style needs pixels and there are none, or
   *     if a masked picture is to show both signs
   */
  @Override
  public Picture draw() {
    Grid map =
        pixels == null ? values : values.resized(pixels.rows(), pixels.columns(), interpolation);
    Scale scale = Scale.of(look, map.values());
    double side = look.widthOr(USUAL_SIDE);
    double longest = Math.max(map.rows(), map.columns());
    double width = Math.max(THINNEST, side * map.columns() / longest);
    double height = Math.max(THINNEST, side * map.rows() / longest);
    ImageLayers layers = new ImageLayers(map, pixels, scale, style, opacity);
    Look framed = style == ImageStyle.ORIGINAL ? look.legend(false) : look;
    return Frame.around(
        framed, scale, width, height, altText(map), layers.draw(width, height, values));
  }

  private String altText(Grid map) {
    if (style == ImageStyle.ORIGINAL) {
      return style.words() + ", " + map.rows() + " × " + map.columns() + " pixels.";
    }
    String shown =
        style.words() + " of " + values.rows() + " × " + values.columns() + " attributions";
    String below = pixels == null ? "" : " over " + map.rows() + " × " + map.columns() + " pixels";
    return MapWords.of(shown + below, values, look);
  }
}
