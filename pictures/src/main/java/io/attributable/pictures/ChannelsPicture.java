package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * The channels of a layer side by side, on one scale: those that say most, the first one first.
 *
 * <pre>{@code
 * Picture why = ChannelsPicture.of(attribution.tensor(), 0).top(8).title("conv3").draw();
 * }</pre>
 */
public final class ChannelsPicture extends PictureKind<ChannelsPicture> {
  private static final String WHAT = "channels";
  private static final int USUAL_WIDTH = 560;
  private static final int USUAL_TOP = 16;
  private static final int USUAL_COLUMNS = 8;
  private static final double THINNEST = 8;
  private static final double GAP = 8;
  private static final double CAPTION = 17;
  private static final double LETTERS = 10.5;

  private final Numbers numbers;
  private final int top;
  private final int columns;

  private ChannelsPicture(Look look, Numbers numbers, int top, int columns) {
    super(look);
    this.numbers = numbers;
    this.top = top;
    this.columns = columns;
  }

  /**
   * Of {@code [rows, columns, channels]} or {@code [1, rows, columns, channels]}.
   *
   * @throws AttributionException PICTURE_VALUES
   */
  public static ChannelsPicture of(NdArray<?> values) {
    Numbers numbers = Numbers.of(values, WHAT);
    return of(numbers.rank() == 4 ? numbers.withoutBatch(3) : numbers);
  }

  /**
   * Of one example: {@code [examples, rows, columns, channels]}, or {@code [examples, steps,
   * channels]} of layers over a sequence, whose steps are drawn in a row.
   *
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES
   */
  public static ChannelsPicture of(AttributedTensor tensor, int example) {
    Numbers numbers = Numbers.of(tensor, example, WHAT);
    return of(numbers.rank() == 2 ? numbers.asBatch() : numbers);
  }

  private static ChannelsPicture of(Numbers numbers) {
    if (numbers.rank() != 3) {
      throw numbers.refused(WHAT, "it needs three dimensions", "[rows, columns, channels]");
    }
    return new ChannelsPicture(Look.PLAIN, numbers, USUAL_TOP, USUAL_COLUMNS);
  }

  @Override
  ChannelsPicture with(Look other) {
    return new ChannelsPicture(other, numbers, top, columns);
  }

  /**
   * How many channels are shown; 16 unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public ChannelsPicture top(int count) {
    return new ChannelsPicture(look, numbers, atLeastOne("top", count), columns);
  }

  /**
   * How many channels stand in a row; 8 unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public ChannelsPicture columns(int count) {
    return new ChannelsPicture(look, numbers, top, atLeastOne("columns", count));
  }

  private static int atLeastOne(String setting, int count) {
    if (count < 1) {
      throw new AttributionException(ErrorCode.PICTURE_SETTING, setting, count, "at least 1");
    }
    return count;
  }

  @Override
  public Picture draw() {
    double[] said = said();
    List<Integer> order = Ranking.byMagnitude(said, Sign.ALL);
    List<Integer> shown = order.subList(0, Math.min(top, order.size()));
    Scale scale = Scale.of(look, numbers.values());
    double width = look.widthOr(USUAL_WIDTH);
    int across = Math.min(columns, shown.size());
    double side = (width - (across - 1) * GAP) / across;
    double height = Math.max(THINNEST, side * numbers.length(0) / numbers.length(1));
    int down = (shown.size() + across - 1) / across;
    return Frame.around(
        look,
        scale,
        width,
        down * (height + CAPTION) + (down - 1) * GAP,
        altText(shown),
        canvas -> {
          for (int i = 0; i < shown.size(); i++) {
            double x = i % across * (side + GAP);
            int row = i / across;
            double y = row * (height + CAPTION + GAP);
            int channel = shown.get(i);
            canvas.group(x, y, "", inside -> draw(inside, channel, scale, side, height));
          }
        });
  }

  private void draw(Canvas canvas, int channel, Scale scale, double width, double height) {
    Grid grid = grid(channel);
    BufferedImage image =
        Raster.draw(
            grid.rows(),
            grid.columns(),
            width,
            height,
            (row, column) -> scale.colour(grid.at(row, column)));
    canvas.image(image, new Rectangle2D.Double(0, 0, width, height), false);
    canvas.frame(0, 0, width, height, Ink.LINE);
    String sum = width > 50 ? "  Σ " + Figures.signed(sum(channel)) : "";
    canvas.write(Text.of("#" + channel + sum, LETTERS).with(Ink.MUTED), 0, height + CAPTION - 5);
  }

  private Grid grid(int channel) {
    return new Grid(
        numbers.length(0), numbers.length(1), numbers.channel(channel, numbers.length(2)));
  }

  private double sum(int channel) {
    return finite(channel).map(look.sign()::of).sum();
  }

  private java.util.stream.DoubleStream finite(int channel) {
    return Arrays.stream(numbers.channel(channel, numbers.length(2))).filter(Double::isFinite);
  }

  /** How much each channel says, whatever its signs. */
  private double[] said() {
    double[] said = new double[numbers.length(2)];
    for (int channel = 0; channel < said.length; channel++) {
      said[channel] = finite(channel).map(look.sign()::of).map(Math::abs).sum();
    }
    return said;
  }

  private String altText(List<Integer> shown) {
    double[] sums = shown.stream().mapToDouble(this::sum).toArray();
    List<String> names = shown.stream().map(channel -> "channel " + channel).toList();
    long unknown = Arrays.stream(numbers.values()).filter(v -> !Double.isFinite(v)).count();
    return "Heat maps of the "
        + shown.size()
        + " channels of "
        + numbers.length(2)
        + " that say most, "
        + numbers.length(0)
        + " × "
        + numbers.length(1)
        + " attributions each"
        + Words.inUnit(look)
        + "."
        + Words.largest(names, sums, Sign.ALL)
        + Words.unknown(unknown);
  }
}
