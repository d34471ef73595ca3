package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.PictureView;
import io.attributable.inputs.view.SoundView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;

/** Finds what the values of an attribution belong to, by what the model was fed. */
final class MapKinds {
  private static final String INPUT = "input:";
  private static final int MOST_BARS = 100;
  private static final int MOST_STEPS = 1 << 22;
  private final ReportContent report;

  MapKinds(ReportContent report) {
    this.report = report;
  }

  /** Of an example of an attribution. */
  MapKind of(Attribution attribution, Values values, int example) {
    String layer = attribution.layer();
    Optional<String> input =
        Optional.of(layer)
            .filter(address -> address.startsWith(INPUT))
            .map(address -> address.substring(INPUT.length()));
    return report.views().stream()
        .filter(view -> input.isEmpty() || view.inputs().contains(input.get()))
        .flatMap(view -> ofView(view, input, values, example).stream())
        .findFirst()
        .or(() -> ofArrays(input, values, example))
        .orElseGet(() -> plain(attribution, values));
  }

  private Optional<MapKind> ofView(
      InputView view, Optional<String> input, Values values, int example) {
    if (view instanceof InputView.Images images && example < images.examples()) {
      return ofPicture(images.pictures().get(example), values);
    }
    if (view instanceof InputView.Texts texts && example < texts.examples()) {
      return ofText(texts.texts().get(example), values);
    }
    if (view instanceof InputView.Table table && input.isPresent()) {
      return ofTable(table, input.get(), values, example);
    }
    if (view instanceof InputView.Sounds sounds && example < sounds.examples()) {
      return ofSound(sounds.sounds().get(example), values);
    }
    return Optional.empty();
  }

  private static Optional<MapKind> ofPicture(PictureView picture, Values values) {
    if (values.rank() != 2 && values.rank() != 3) {
      return Optional.empty();
    }
    int rows = picture.fed().getHeight();
    int columns = picture.fed().getWidth();
    return Optional.of(new MapKind.Places(Optional.of(Seen.of(picture.fed())), rows, columns));
  }

  private static Optional<MapKind> ofText(TextExample text, Values values) {
    List<Integer> positions = text.tokens().stream().map(TokenView::position).toList();
    boolean fits =
        (values.rank() == 1 || values.rank() == 2)
            && !positions.isEmpty()
            && positions.stream().allMatch(position -> position < values.length(0));
    return fits
        ? Optional.of(
            new MapKind.Tokens(text.tokens().stream().map(TokenView::text).toList(), positions))
        : Optional.empty();
  }

  private static Optional<MapKind> ofTable(
      InputView.Table table, String input, Values values, int example) {
    List<FeatureView> features =
        table.features().stream().filter(feature -> feature.input().equals(input)).toList();
    int width = features.stream().mapToInt(FeatureView::width).sum();
    if (values.rank() > 1 || values.size() != width || example >= table.examples()) {
      return Optional.empty();
    }
    List<Integer> ends = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (FeatureView feature : features) {
      ends.add(feature.column() + feature.width());
      String unit = feature.unit().map(one -> " " + one).orElse("");
      given.add(table.rows().get(example).values().get(table.features().indexOf(feature)) + unit);
    }
    return Optional.of(
        new MapKind.Columns(features.stream().map(FeatureView::text).toList(), given, ends));
  }

  private static Optional<MapKind> ofSound(SoundView sound, Values values) {
    Values samples = Values.of(sound.samples());
    return values.withoutSingleChannel().isShapedLike(samples)
        ? Optional.of(new MapKind.Steps(samples, OptionalDouble.of(sound.rate())))
        : Optional.empty();
  }

  private Optional<MapKind> ofArrays(Optional<String> input, Values values, int example) {
    for (Map.Entry<String, NdArray<?>> entry : report.inputs().entrySet()) {
      boolean meant = input.isEmpty() || entry.getKey().equals(input.get());
      Optional<MapKind> found =
          meant && entry.getValue().rank() > 1
              ? ofArray(entry.getValue(), values, example)
              : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<MapKind> ofArray(NdArray<?> array, Values values, int example) {
    NdArray<?> row = array.get(example);
    Optional<NdArray<?>> picture = PictureArrays.channelsLast(row);
    if (picture.isPresent() && (values.rank() == 2 || values.rank() == 3)) {
      int rows = Math.toIntExact(picture.get().shape().get(0));
      int columns = Math.toIntExact(picture.get().shape().get(1));
      return Optional.of(new MapKind.Places(Optional.of(Seen.of(picture.get())), rows, columns));
    }
    return ofIds(row, values).or(() -> ofSeries(row, values));
  }

  private static Optional<MapKind> ofIds(NdArray<?> row, Values values) {
    boolean whole = row instanceof IntNdArray || row instanceof LongNdArray;
    if (!whole || row.rank() != 1 || values.rank() < 1 || values.length(0) != row.size()) {
      return Optional.empty();
    }
    Values ids = Values.of(row);
    List<Integer> positions = IntStream.range(0, ids.size()).boxed().toList();
    List<String> tokens = positions.stream().map(i -> "#" + (long) ids.at(i)).toList();
    return Optional.of(new MapKind.Tokens(tokens, positions));
  }

  private static Optional<MapKind> ofSeries(NdArray<?> row, Values values) {
    if (row.rank() < 1 || row.size() == 0 || row.size() > MOST_STEPS) {
      return Optional.empty();
    }
    Values series = Values.of(row);
    boolean isLong = (series.rank() == 2 && series.length(1) > 1) || series.size() > MOST_BARS;
    return isLong && values.isShapedLike(series) && series.rank() <= 2
        ? Optional.of(new MapKind.Steps(series.withoutSingleChannel(), OptionalDouble.empty()))
        : Optional.empty();
  }

  /** By its shape alone. */
  private MapKind plain(Attribution attribution, Values values) {
    if (values.rank() > 1) {
      Values grid = values.summedTo(2);
      return new MapKind.Places(Optional.empty(), grid.length(0), grid.length(1));
    }
    return named(attribution, values.size());
  }

  /** With the names that the request gave, or positions. Columns that share a name are one. */
  private static MapKind named(Attribution attribution, int size) {
    List<String> columns =
        attribution
            .features()
            .columns(attribution.layer())
            .filter(names -> names.size() == size)
            .orElseGet(() -> positions(attribution.layer(), size));
    List<String> names = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (i > 0 && columns.get(i).equals(columns.get(i - 1))) {
        ends.set(ends.size() - 1, i + 1);
      } else {
        names.add(columns.get(i));
        ends.add(i + 1);
      }
    }
    return new MapKind.Columns(names, List.of(), ends);
  }

  private static List<String> positions(String layer, int size) {
    String name = layer.startsWith(INPUT) ? layer.substring(INPUT.length()) : layer;
    return IntStream.range(0, size).mapToObj(i -> name + "[" + i + "]").toList();
  }
}
