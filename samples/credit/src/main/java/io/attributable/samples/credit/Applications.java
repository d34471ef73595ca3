package io.attributable.samples.credit;

import io.attributable.Features;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @param model the SavedModel's directory, with its card
   * @param rows such as {@code 3} or {@code 3-7}, from 1
   */
  public static Applications read(Path model, Path table, String rows) {
    InputSource file = new InputSource.Files(List.of(new Content.File(table)), Optional.of(rows));
    InputReader reader = reader(model);
    ReadInputs read = reader.read(Map.of("row", file));
    return new Applications(
        (FloatNdArray) Objects.requireNonNull(read.arrays().get("row")),
        (InputView.Table) read.views().get(0),
        reader.card().features());
  }

  private static InputReader reader(Path model) {
    try (AttributableModel loaded = AttributableModel.load(model)) {
      SignatureDescription signature = loaded.defaultSignature();
      SignatureCard card =
          ModelCardCheck.checked(ModelCardReader.beside(model).orElseThrow(), signature);
      return new InputReader(signature, card, ReadLimits.DEFAULT);
    }
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
