package io.attributable.pictures;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Convergence;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * How features lead from the output at the baseline, F(baseline), to that at the input, F(x): each
 * bar begins where the one above ended. What the attributions do not account for is a bar of its
 * own.
 *
 * <pre>{@code
 * Picture why = WaterfallPicture.of(names, attribution, 0).values(values).unit("logit").draw();
 * }</pre>
 */
public final class WaterfallPicture extends PictureKind<WaterfallPicture> {
  private static final String WHAT = "a waterfall";
  private static final int USUAL_WIDTH = 560;
  private static final int USUAL_BARS = 12;

  /** Below this share of the way the rest is rounding, and not shown. */
  private static final double ROUNDING = 1e-4;

  private final Features features;
  private final double start;
  private final double end;
  private final int top;

  private WaterfallPicture(Look look, Features features, double start, double end, int top) {
    super(look);
    this.features = features;
    this.start = start;
    this.end = end;
    this.top = top;
  }

  /**
   * Of {@code [features]} or {@code [1, features]}.
   *
   * @param names of the features, one for each value
   * @param atBaseline F(baseline), where the bars begin
   * @param at F(x), where they end
   * @throws AttributionException PICTURE_VALUES, PICTURE_SETTING if an output is no number
   */
  public static WaterfallPicture of(
      List<String> names, NdArray<?> attributions, double atBaseline, double at) {
    Numbers numbers = Numbers.of(attributions, WHAT).withoutBatch(1);
    return of(Features.of(names, numbers, WHAT), atBaseline, at);
  }

  /**
   * Of one example of a method that is complete, whose attribution is {@code [examples, features]}:
   * both outputs are those of its {@link Attribution#convergence()}.
   *
   * @param example from 0 on
   * @throws AttributionException PICTURE_SETTING if the attribution does not say them
   */
  public static WaterfallPicture of(List<String> names, Attribution attribution, int example) {
    Numbers numbers = Numbers.of(attribution.tensor(), example, WHAT);
    Convergence sums =
        attribution
            .convergence()
            .orElseThrow(
                () ->
                    new AttributionException(
                        ErrorCode.PICTURE_SETTING,
                        "method",
                        attribution.method().name(),
                        "one whose attributions add up, such as integrated-gradients"));
    return of(
        Features.of(names, numbers, WHAT), sums.atBaseline().get(example), sums.at().get(example));
  }

  private static WaterfallPicture of(Features features, double start, double end) {
    if (!Double.isFinite(start) || !Double.isFinite(end)) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "output", start + " and " + end, "two numbers");
    }
    return new WaterfallPicture(Look.PLAIN, features, start, end, USUAL_BARS);
  }

  @Override
  WaterfallPicture with(Look other) {
    return new WaterfallPicture(other, features, start, end, top);
  }

  /**
   * What the row has, as it is to be read, one for each feature.
   *
   * @throws AttributionException PICTURE_SETTING if there are more or fewer
   */
  public WaterfallPicture values(List<String> values) {
    return new WaterfallPicture(look, features.valued(values), start, end, top);
  }

  /**
   * How many features have a bar of their own; 12 unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public WaterfallPicture top(int count) {
    if (count < 1) {
      throw new AttributionException(ErrorCode.PICTURE_SETTING, "top", count, "at least 1");
    }
    return new WaterfallPicture(look, features, start, end, count);
  }

  /**
   * Draws it.
   *
   * @throws AttributionException PICTURE_SETTING if only some signs are to be shown, as the bars
   *     would not lead to F(x)
   */
  @Override
  public Picture draw() {
    if (look.sign() != Sign.ALL) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "sign", look.sign(), "ALL for a waterfall, which adds up");
    }
    List<Features.Bar> steps = steps();
    List<Features.Bar> rows = new ArrayList<>(steps);
    rows.add(0, new Features.Bar("F(baseline)", Figures.plain(start), start));
    rows.add(new Features.Bar("F(x)", Figures.plain(end), end));
    Bars bars = new Bars(look, rows, look.widthOr(USUAL_WIDTH));
    double[] ends = ends(steps);
    bars.reachOver(start, ends);
    return Frame.around(
        look,
        look.widthOr(USUAL_WIDTH),
        bars.height(look.legend()),
        altText(),
        canvas -> draw(canvas, bars, rows, ends));
  }

  private List<Features.Bar> steps() {
    List<Features.Bar> steps = new ArrayList<>(features.bars(top, Sign.ALL));
    double rest = end - start - features.sum();
    if (Math.abs(rest) > ROUNDING * Math.max(Math.abs(end - start), Math.abs(features.sum()))) {
      steps.add(new Features.Bar("not accounted for", "", rest));
    }
    return steps;
  }

  /** Where each step ends. */
  private double[] ends(List<Features.Bar> steps) {
    double[] ends = new double[steps.size()];
    double at = start;
    for (int i = 0; i < ends.length; i++) {
      at += Double.isFinite(steps.get(i).amount()) ? steps.get(i).amount() : 0;
      ends[i] = at;
    }
    return ends;
  }

  private void draw(Canvas canvas, Bars bars, List<Features.Bar> rows, double[] ends) {
    double from = start;
    for (int i = 0; i < ends.length; i++) {
      bars.joint(canvas, i, from);
      bars.row(canvas, i + 1, rows.get(i + 1), from, ends[i]);
      from = ends[i];
    }
    bars.joint(canvas, ends.length, from);
    bars.mark(canvas, 0, rows.get(0), start);
    bars.mark(canvas, rows.size() - 1, rows.get(rows.size() - 1), end);
    if (look.legend()) {
      bars.caption(canvas, look.unit().isEmpty() ? "output" : "output in " + look.unit());
    }
  }

  private String altText() {
    return "Waterfall of "
        + features.size()
        + " features from F(baseline) = "
        + Figures.plain(start)
        + " to F(x) = "
        + Figures.plain(end)
        + Words.inUnit(look)
        + "."
        + features.largest(Sign.ALL)
        + features.unknown();
  }
}
