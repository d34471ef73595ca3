package io.attributable.report;

import static j2html.TagCreator.blockquote;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.SeriesView;
import io.attributable.inputs.view.TextExample;
import io.attributable.pictures.ImagePicture;
import io.attributable.pictures.ImageStyle;
import io.attributable.pictures.Pixels;
import j2html.tags.DomContent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What an example was, as people see it. */
final class InputPart {
  private static final int SIDE = 240;
  private static final int MOST_ROWS = 1000;
  private final ReportContent report;
  private final int example;

  InputPart(ReportContent report, int example) {
    this.report = report;
    this.example = example;
  }

  DomContent html() {
    List<DomContent> seen = new ArrayList<>();
    for (InputView view : report.views()) {
      if (example < view.examples()) {
        seen.add(seen(view, seen.size()));
      }
    }
    if (report.views().isEmpty()) {
      report.inputs().forEach((name, array) -> seen.add(array(name, array, seen.size())));
    }
    return div(each(seen, one -> one)).attr("class", "inputs");
  }

  private DomContent seen(InputView view, int number) {
    if (view instanceof InputView.Images images) {
      return picture(
          Pixels.of(images.pictures().get(example).fed()),
          images.pictures().get(example).fed(),
          number,
          images.name() + ", as the model saw it");
    }
    if (view instanceof InputView.Texts texts) {
      return text(texts.texts().get(example));
    }
    if (view instanceof InputView.Table one) {
      return row(one);
    }
    if (view instanceof InputView.Series series) {
      return series(series, number);
    }
    if (view instanceof InputView.Arrays arrays) {
      return div(each(arrays.inputs(), name -> array(name, report.inputs().get(name), number)));
    }
    return p(view.name()).attr("class", "muted");
  }

  private DomContent series(InputView.Series view, int number) {
    SeriesView series = view.series().get(example);
    StepNames names = new StepNames(view.channels(), view.unit(), series.first());
    return curve(Values.of(series.values()), names, number, ExampleNames.file(series.origin()));
  }

  /** The curve alone. */
  private DomContent curve(Values series, StepNames names, int number, String words) {
    Values shown = series.withoutSingleChannel();
    MapKind.Steps steps = new MapKind.Steps(shown, names);
    String id = "input-e" + example + "-" + number;
    return figure(InlineSvg.element(steps.curve(), id, words), figcaption(words))
        .attr("class", "original wide");
  }

  private DomContent picture(Pixels pixels, BufferedImage size, int number, String words) {
    return picture(pixels, size.getHeight(), size.getWidth(), number, words);
  }

  private DomContent picture(Pixels pixels, int rows, int columns, int number, String words) {
    NdArray<?> none = NdArrays.ofDoubles(Shape.of(rows, columns));
    ImagePicture original =
        ImagePicture.of(none).over(pixels).style(ImageStyle.ORIGINAL).width(SIDE).margin(0);
    String id = "input-e" + example + "-" + number;
    return figure(InlineSvg.element(original.draw(), id, words), figcaption(words))
        .attr("class", "original");
  }

  private static DomContent text(TextExample text) {
    return div(
        blockquote(text.text()),
        text.cut() == 0
            ? p()
            : p(text.cut() + " tokens at the end did not fit in, and were not seen by the model.")
                .attr("class", "muted small"));
  }

  private DomContent row(InputView.Table view) {
    List<FeatureView> features = view.features();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      String unit = features.get(i).unit().map(one -> " " + one).orElse("");
      values.add(view.rows().get(example).values().get(i) + unit);
    }
    return row(
        ExampleNames.file(view.rows().get(example).origin()),
        features.stream().map(FeatureView::text).toList(),
        values);
  }

  private static DomContent row(String name, List<String> features, List<String> values) {
    List<Integer> shown = IntStream.range(0, Math.min(MOST_ROWS, features.size())).boxed().toList();
    return div(table(
            caption(name),
            tbody(
                each(shown, i -> tr(th(features.get(i)).attr("scope", "row"), td(values.get(i)))))))
        .attr("class", "scroll row-table")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", "Values of the row");
  }

  private DomContent array(String name, @Nullable NdArray<?> array, int number) {
    if (array == null || array.rank() == 0 || example >= array.shape().get(0)) {
      return p(name).attr("class", "muted");
    }
    NdArray<?> one = array.get(example);
    String words = name + " " + Arrays.toString(one.shape().asArray());
    Optional<NdArray<?>> seen = PictureArrays.channelsLast(one);
    if (seen.isPresent()) {
      int rows = Math.toIntExact(seen.get().shape().get(0));
      int columns = Math.toIntExact(seen.get().shape().get(1));
      return picture(Pixels.of(seen.get()), rows, columns, number, words);
    }
    return numbers(name, one, number, words);
  }

  /** Ids, curves and rows of numbers; of what has more dimensions the shape. */
  private DomContent numbers(String name, NdArray<?> one, int number, String words) {
    if (ArrayKinds.areIds(one)) {
      return div(
          p(words).attr("class", "muted"), blockquote(String.join(" ", ArrayKinds.ids(one))));
    }
    if (ArrayKinds.isSeries(one)) {
      return curve(Values.of(one), StepNames.NONE, number, words);
    }
    boolean isRow = one.rank() < 2 || (one.rank() == 2 && one.shape().get(1) == 1);
    if (!isRow || !ArrayKinds.isNumeric(one)) {
      return p(words).attr("class", "muted");
    }
    Values row = Values.of(one);
    return row(
        words,
        MapKinds.positions(name, row.size()),
        Arrays.stream(row.numbers()).mapToObj(Figures::plain).toList());
  }
}
