package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.source.InputSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;

class ReadInputsTest {
  private static final ReadInputs READ =
      new ReadInputs(Map.of("image", NdArrays.vectorOf(1f, 2f)), List.of(), List.of());

  @Test
  void arraysAreOfTheTypeThatIsAskedFor() {
    FloatNdArray image = READ.array("image", FloatNdArray.class);
    assertThat(image.getFloat(1)).isEqualTo(2);
    assertThat(READ.array("image")).isSameAs(image);
  }

  @Test
  void whatWasNotReadIsAnErrorThatNamesWhatWas() {
    AttributionException failure =
        catchThrowableOfType(AttributionException.class, () -> READ.array("imagee"));
    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_NOT_READ);
    assertThat(failure)
        .hasMessage(
            "[InputNotRead] Input \"imagee\" was not read; the arrays are those of \"image\"."
                + " Did you mean \"image\"?");
    ReadInputs none = new ReadInputs(Map.of(), List.of(), List.of());
    assertThat(catchThrowableOfType(AttributionException.class, () -> none.array("image")))
        .hasMessageContaining("those of none.");
  }

  @Test
  void anotherTypeIsAnErrorThatNamesBoth() {
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class, () -> READ.array("image", IntNdArray.class));
    assertThat(failure)
        .hasMessage("[InputDtype] Input \"image\" must be IntNdArray, but is FloatNdArray.");
  }

  @Test
  void aReaderTakesTheCardThatLiesBesideTheModel(@TempDir Path model) throws IOException {
    Map<String, InputSource> text = Map.of("words", new InputSource.Texts(List.of("b a")));
    InputReader without = InputReader.of(signature(tensor("ids", "int32", -1, 3)), model);
    assertThat(catchThrowableOfType(AttributionException.class, () -> without.read(text)))
        .hasMessageContaining("No input \"words\"");
    Files.writeString(model.resolve("words.txt"), "[PAD]\na\nb\n");
    Files.writeString(
        model.resolve("attributable.json"),
        "{\"signatures\": {\"serving_default\": {\"inputs\": {\"words\": {\"kind\": \"tokens\","
            + " \"feeds\": {\"ids\": \"ids\"}, \"tokenize\": {\"vocabulary\": \"words.txt\"}}}}}}");
    InputReader with = InputReader.of(signature(tensor("ids", "int32", -1, 3)), model);
    IntNdArray ids = with.read(text).array("ids", IntNdArray.class);
    assertThat(ids.getInt(0, 0)).isEqualTo(2);
    assertThat(
            catchThrowableOfType(
                AttributionException.class,
                () -> InputReader.of(signature(tensor("other", "int32", -1, 3)), model)))
        .hasMessageContaining("[CardMismatch]");
  }
}
