package io.attributable.inputs.text;

import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import io.attributable.model.ByteExamples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Texts for models that take them as they are. */
public final class TextInput {
  private TextInput() {}

  /** The texts in UTF-8, one per example. */
  public static ReadInput read(NamedTensor input, List<NamedText> texts) {
    List<byte[]> bytes =
        texts.stream().map(text -> text.text().getBytes(StandardCharsets.UTF_8)).toList();
    List<TextExample> examples =
        texts.stream()
            .map(text -> new TextExample(text.origin(), text.text(), List.of(), 0, 0))
            .toList();
    return new ReadInput(
        Map.of(input.name(), ByteExamples.array(input.tensor().shape(), bytes)),
        new InputView.Texts(input.name(), List.of(input.name()), examples),
        List.of());
  }
}
