package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * The features of a row as signed bars, the largest first; those that are not named are summed in a
 * last bar, so that all bars add up to what the attributions do.
 *
 * <pre>{@code
 * Picture why = TablePicture.of(names, attribution.tensor(), 0).values(values).top(8).draw();
 * }</pre>
 */
public final class TablePicture extends PictureKind<TablePicture> {
  private static final String WHAT = "a table";
  private static final int USUAL_WIDTH = 560;
  private static final int USUAL_BARS = 12;

  private final Features features;
  private final int top;

  private TablePicture(Look look, Features features, int top) {
    super(look);
    this.features = features;
    this.top = top;
  }

  /**
   * Of {@code [features]} or {@code [1, features]}.
   *
   * @param names of the features, one for each value
   * @throws AttributionException PICTURE_VALUES
   */
  public static TablePicture of(List<String> names, NdArray<?> attributions) {
    Numbers numbers = Numbers.of(attributions, WHAT);
    return new TablePicture(
        Look.PLAIN, Features.of(names, numbers.withoutBatch(1), WHAT), USUAL_BARS);
  }

  /**
   * Of one example: {@code [examples, features]}.
   *
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES
   */
  public static TablePicture of(List<String> names, AttributedTensor tensor, int example) {
    Numbers numbers = Numbers.of(tensor, example, WHAT);
    return new TablePicture(Look.PLAIN, Features.of(names, numbers, WHAT), USUAL_BARS);
  }

  @Override
  TablePicture with(Look other) {
    return new TablePicture(other, features, top);
  }

  /**
   * What the row has, as it is to be read, one for each feature.
   *
   * @throws AttributionException PICTURE_SETTING if there are more or fewer
   */
  public TablePicture values(List<String> values) {
    return new TablePicture(look, features.valued(values), top);
  }

  /**
   * How many features have a bar of their own; 12 unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public TablePicture top(int count) {
    if (count < 1) {
      throw new AttributionException(ErrorCode.PICTURE_SETTING, "top", count, "at least 1");
    }
    return new TablePicture(look, features, count);
  }

  @Override
  public Picture draw() {
    List<Features.Bar> bars = features.bars(top, look.sign());
    Bars drawn = new Bars(look, bars, look.widthOr(USUAL_WIDTH));
    double[] values = bars.stream().mapToDouble(bar -> look.sign().of(bar.amount())).toArray();
    drawn.reachOver(0, values);
    return Frame.around(
        look,
        look.widthOr(USUAL_WIDTH),
        drawn.height(look.legend()),
        altText(),
        canvas -> {
          drawn.axis(canvas, 0);
          for (int i = 0; i < bars.size(); i++) {
            drawn.row(canvas, i, bars.get(i), 0, values[i]);
          }
          if (look.legend()) {
            drawn.caption(canvas, Legend.caption(look));
          }
        });
  }

  private String altText() {
    return "Bars of "
        + features.size()
        + " features by their attribution"
        + Words.inUnit(look)
        + "."
        + features.largest(look.sign())
        + features.unknown();
  }
}
