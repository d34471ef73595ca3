package io.attributable.server;

import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.view.InputView;
import io.attributable.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

/**
 * As many examples of a file as a page shows.
 *
 * @param count how many there are
 */
record FirstExamples(
    Map<String, NdArray<?>> arrays, List<InputView> views, List<String> notes, int count) {

  static FirstExamples of(ReadInputs read) {
    int examples = read.views().stream().mapToInt(InputView::examples).max().orElse(0);
    int most = Report.MOST_EXAMPLES;
    if (examples <= most) {
      return new FirstExamples(read.arrays(), read.views(), read.notes(), examples);
    }
    Map<String, NdArray<?>> first = new LinkedHashMap<>();
    read.arrays().forEach((name, array) -> first.put(name, first(array, examples, most)));
    List<String> notes = new ArrayList<>(read.notes());
    notes.add("Only the first %d of %d examples are explained.".formatted(most, examples));
    List<InputView> views = read.views().stream().map(view -> first(view, examples, most)).toList();
    return new FirstExamples(first, views, notes, most);
  }

  /** Masks have rows for the texts. */
  private static InputView first(InputView view, int examples, int most) {
    return view instanceof InputView.Texts all && all.examples() == examples
        ? new InputView.Texts(all.name(), all.inputs(), all.texts().subList(0, most))
        : view;
  }

  /** What is the same for all examples stays whole. */
  private static NdArray<?> first(NdArray<?> array, int examples, int most) {
    boolean perExample = array.rank() > 0 && array.shape().get(0) == examples;
    return perExample ? array.slice(Indices.sliceTo(most)) : array;
  }
}
