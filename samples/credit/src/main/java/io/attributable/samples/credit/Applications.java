package io.attributable.samples.credit;

import io.attributable.Features;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Applications as the model takes them, and as people wrote them.
 *
 * @param numbers {@code [applications, columns]}
 * @param table the features, and what each application has
 * @param features their names and what is said of them as reasons
 */
public record Applications(FloatNdArray numbers, InputView.Table table, Features features) {

  /**
   * Reads rows of a table as the model's card says.
   *
   * @param reader by the card
   * @param rows such as {@code 3} or {@code 3-7}, from 1
   */
  public static Applications read(InputReader reader, Path table, String rows) {
    InputSource file = new InputSource.Files(List.of(new Content.File(table)), Optional.of(rows));
    ReadInputs read = reader.read(Map.of("row", file));
    return new Applications(
        read.array("row", FloatNdArray.class),
        (InputView.Table) read.views().get(0),
        reader.card().features());
  }

  /** What people call the features. */
  public List<String> texts() {
    return table.features().stream().map(FeatureView::text).toList();
  }

  /** What an application has, by feature, as it was written; amounts with their unit. */
  public List<String> written(int application) {
    List<String> values = table.rows().get(application).values();
    return IntStream.range(0, values.size())
        .mapToObj(i -> withUnit(values.get(i), table.features().get(i)))
        .toList();
  }

  private static String withUnit(String value, FeatureView feature) {
    return feature.unit().map(unit -> value + " " + unit).orElse(value);
  }

  /** What an application has of one feature, as it was written. */
  public String written(int application, String feature) {
    List<String> names = table.features().stream().map(FeatureView::name).toList();
    return written(application).get(names.indexOf(feature));
  }
}
