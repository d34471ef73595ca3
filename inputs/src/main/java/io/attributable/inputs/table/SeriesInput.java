package io.attributable.inputs.table;

import io.attributable.AttributionException;
import io.attributable.inputs.array.ElementReader;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.Side;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Makes arrays of tables that have a row for each step, and are an example each. */
public final class SeriesInput {
  private final NamedTensor input;
  private final InputContent.Series said;
  private final InputDtype dtype;
  private final ElementReader elements;
  private final Set<String> notes = new LinkedHashSet<>();

  private SeriesInput(NamedTensor input, InputContent.Series said, InputDtype dtype) {
    this.input = input;
    this.said = said;
    this.dtype = dtype;
    this.elements = new ElementReader(dtype);
  }

  /**
   * Reads series, one per example.
   *
   * @param rows the steps of each file, such as {@code 3-7}; empty for all
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  public static ReadInput read(
      NamedTensor input,
      InputContent.Series said,
      List<Content> files,
      Optional<String> rows,
      ReadLimits limits) {
    String origin = files.get(0).name();
    InputDtype dtype = input.dtype(origin);
    if (dtype == InputDtype.STRING) {
      throw input.conversion(origin, "series have numbers", "");
    }
    List<SeriesFile> read =
        files.stream()
            .map(file -> new NamedFile(file, input.role()))
            .map(file -> SeriesFile.read(file, said.channels(), rows, limits))
            .toList();
    return new SeriesInput(input, said, dtype).read(read);
  }

  private ReadInput read(List<SeriesFile> files) {
    SeriesFile first = files.get(0);
    int channels = first.columns().size();
    files.forEach(file -> checkChannels(file, first));
    SeriesLayout layout = SeriesLayout.of(input, channels, origin(first));
    if (!layout.batched() && files.size() > 1) {
      throw input.conversion(origin(files.get(1)), "it takes a single series", "");
    }
    List<FittedSeries> fitted =
        files.stream().map(file -> fitted(file, layout.steps(), first)).toList();
    List<Object> values = new ArrayList<>();
    fitted.forEach(series -> series.steps().forEach(values::addAll));
    Shape shape = layout.shape(files.size(), fitted.get(0).steps().size(), channels);
    return new ReadInput(
        Map.of(input.name(), dtype.array(shape, values)), view(first, fitted), List.copyOf(notes));
  }

  private InputView view(SeriesFile first, List<FittedSeries> fitted) {
    return new InputView.Series(
        input.name(),
        List.of(input.name()),
        said.channels().isEmpty() ? first.channels() : said.channels(),
        said.unit(),
        fitted.stream().map(FittedSeries::view).toList());
  }

  private void checkChannels(SeriesFile file, SeriesFile first) {
    int found = file.columns().size();
    if (!said.channels().isEmpty() && found != said.channels().size()) {
      throw input.conversion(
          origin(file),
          "it has %d columns without names, but the model card names %d channels"
              .formatted(found, said.channels().size()),
          "");
    }
    if (found != first.columns().size() || !file.channels().equals(first.channels())) {
      throw input.conversion(
          origin(file), "its columns are not those of \"%s\"".formatted(origin(first)), "");
    }
    if (!file.unused().isEmpty()) {
      notes.add(
          "Columns of \"%s\" that were not used: \"%s\"."
              .formatted(origin(file), String.join("\", \"", file.unused())));
    }
  }

  /** The series of the length that the model takes, or of that of the first one. */
  private FittedSeries fitted(SeriesFile file, long stated, SeriesFile first) {
    FittedSeries whole = FittedSeries.of(origin(file), file.steps(elements));
    if (stated < 0) {
      checkLength(file, first);
      return whole;
    }
    return whole.found() == stated ? whole : fitted(whole, Math.toIntExact(stated));
  }

  private FittedSeries fitted(FittedSeries whole, int length) {
    boolean shorter = whole.found() < length;
    Side side =
        (shorter ? said.fit().pad() : said.fit().crop())
            .orElseThrow(() -> otherLength(whole, length));
    note(whole, length, side);
    return shorter ? whole.padded(length, side, padding(whole)) : whole.cropped(length, side);
  }

  private void checkLength(SeriesFile file, SeriesFile first) {
    int found = file.table().rows().size();
    int other = first.table().rows().size();
    if (found != other) {
      throw input.conversion(
          origin(file),
          "it has %d steps, but \"%s\" has %d".formatted(found, origin(first), other),
          "Give series of one length, or one at a time.");
    }
  }

  private AttributionException otherLength(FittedSeries series, int length) {
    String key = series.found() < length ? "pad" : "crop";
    return input.conversion(
        series.origin(),
        "it has %d steps, but the model takes %d".formatted(series.found(), length),
        "Give as many, or say \"%s\": \"front\" or \"back\" in the model card.".formatted(key));
  }

  private void note(FittedSeries series, int length, Side side) {
    notes.add(
        "\"%s\" has %d steps, and input \"%s\" takes %d: %d were %s at the %s."
            .formatted(
                series.origin(),
                series.found(),
                input.name(),
                length,
                Math.abs(length - series.found()),
                series.found() < length ? "added" : "cut off",
                side.name().toLowerCase(Locale.ROOT)));
  }

  private Object padding(FittedSeries series) {
    double padding = said.fit().padding();
    return elements
        .read(BigDecimal.valueOf(padding))
        .orElseThrow(
            () ->
                input.conversion(
                    series.origin(),
                    "\"padding\" is %s, not %s".formatted(padding, elements.expected()),
                    ""));
  }

  private static String origin(SeriesFile file) {
    return file.file().content().name();
  }
}
