package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** What is said of an array whose shape an input does not have. */
class InputShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1,30   | 30     | must have shape [?,30], but has [30]. Dimension 0 is the example: for one example give shape [1,30].",
        "-1,8,-1 | 8,5    | but has [8,5]. Dimension 0 is the example: for one example give shape [1,8,5].",
        "30      | 1,30   | must have shape [30], but has [1,30]. It has no dimension for examples: give shape [30].",
        "-1,30   | 31     | must have shape [?,30], but has [31].",
        "-1,30   | 2,31   | must have shape [?,30], but has [2,31].",
        "2,30    | 30     | must have shape [2,30], but has [30].",
      })
  void saysWhatOneExampleNeeds(String wanted, String given, String words) {
    TensorSchema input =
        new TensorSchema("x", new TensorRef("x", 0), DataType.DT_FLOAT, shape(wanted));
    assertThatThrownBy(() -> InputTensors.requireShape(input, shape(given)))
        .message()
        .endsWith(words);
  }

  private static Shape shape(String text) {
    String[] parts = text.split(",");
    long[] lengths = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      lengths[i] = Long.parseLong(parts[i]);
    }
    return Shape.of(lengths);
  }
}
