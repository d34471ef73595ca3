package io.attributable.tensorflow.rules;

import io.attributable.graph.savedmodel.OpRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.OpDef;

/**
 * The table {@code degenerate-forms.txt}: ops and the forms in which they are at the edge of their
 * definition. Each row stands for all combinations of its alternatives.
 */
final class FormTable {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private FormTable() {}

  /**
   * A row: everything that its alternatives combine to.
   *
   * @param text as it is written
   * @param forms those that TensorFlow may take or refuse
   */
  record Row(String text, List<OpNode> forms) {}

  /** All rows. */
  static List<Row> rows() {
    try (InputStream file = FormTable.class.getResourceAsStream("degenerate-forms.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(FormTable::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    List<List<String>> choices =
        Stream.of(line.trim().split("\\s+")).map(cell -> List.of(cell.split("[|]"))).toList();
    List<OpNode> forms = new ArrayList<>();
    for (List<String> words : combinations(choices)) {
      OpDef op = OPS.find(words.get(0)).orElseThrow(() -> new AssertionError(words.get(0)));
      forms.add(new FormReader(op, words.subList(1, words.size())).node());
    }
    return new Row(line.trim(), forms);
  }

  private static List<List<String>> combinations(List<List<String>> choices) {
    List<List<String>> combinations = List.of(List.of());
    for (List<String> choice : choices) {
      combinations =
          combinations.stream()
              .flatMap(
                  head ->
                      choice.stream()
                          .map(word -> Stream.concat(head.stream(), Stream.of(word)).toList()))
              .toList();
    }
    return combinations;
  }
}
