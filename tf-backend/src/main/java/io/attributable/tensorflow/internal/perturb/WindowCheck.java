package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Occlusion;
import io.attributable.Window;
import io.attributable.graph.tensor.Types;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Holds windows and strides against the tensors that they move over. */
final class WindowCheck {
  /** How large a window is suggested at most. */
  private static final int MOST = 8;

  private final Occlusion method;

  /**
   * For a request.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  WindowCheck(Occlusion method, List<PerturbedTensor> tensors) {
    this.method = method;
    Set<String> known =
        tensors.stream()
            .map(PerturbedTensor::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    requireKnown("window", method.window(), known);
    requireKnown("strides", method.strides(), known);
  }

  private void requireKnown(String parameter, Window window, Set<String> known) {
    for (String name : window.byInput().keySet()) {
      if (!known.contains(name)) {
        throw invalid(
            parameter,
            "names \"%s\", which is not explained: there is \"%s\""
                .formatted(name, String.join("\", \"", known)));
      }
    }
  }

  /**
   * Where windows stand on a tensor.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  WindowPlaces places(PerturbedTensor tensor) {
    int[] window = numbers("window", tensor, method.window().of(tensor.name()));
    List<Integer> given = method.strides().of(tensor.name());
    int[] strides = given.isEmpty() ? ones(window.length) : numbers("strides", tensor, given);
    for (int axis = 0; axis < window.length; axis++) {
      if (window[axis] < 1 || window[axis] > tensor.row().get(axis)) {
        throw wrong("window", tensor, window, "each size must be from 1 to that of the tensor");
      }
      if (strides[axis] < 1 || strides[axis] > window[axis]) {
        throw wrong(
            "strides",
            tensor,
            strides,
            "each must be from 1 to the window's size there, or"
                + " elements are left out: the window is "
                + Arrays.toString(window));
      }
    }
    return count(tensor, window, strides);
  }

  private WindowPlaces count(PerturbedTensor tensor, int[] window, int[] strides) {
    try {
      return new WindowPlaces(tensor.row(), window, strides);
    } catch (ArithmeticException e) {
      throw wrong("strides", tensor, strides, "there would be more than 2^31 windows").causedBy(e);
    }
  }

  private int[] numbers(String parameter, PerturbedTensor tensor, List<Integer> given) {
    int[] numbers = given.stream().mapToInt(Integer::intValue).toArray();
    if (numbers.length != tensor.row().numDimensions()) {
      throw given.isEmpty()
          ? invalid(
              parameter,
              "is missing for \"%s\" of shape %s: give the sizes of a window, such as \"%s\""
                  .formatted(tensor.name(), Types.text(tensor.row()), example(tensor)))
          : wrong(
              parameter,
              tensor,
              numbers,
              "there must be one number for each of its dimensions but that of the examples, the"
                  + " channels among them");
    }
    return numbers;
  }

  /** A small one, as one of the whole tensor tells nothing of its parts; channels stay together. */
  private static String example(PerturbedTensor tensor) {
    Shape row = tensor.row();
    int last = row.numDimensions() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToLong(axis -> last >= 2 && axis == last ? row.get(axis) : part(row.get(axis)))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private static long part(long size) {
    return Math.max(1, Math.min(size / 4, MOST));
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private AttributionException wrong(
      String parameter, PerturbedTensor tensor, int[] numbers, String problem) {
    return invalid(
        parameter,
        "cannot be \"%s\" for \"%s\" with examples of shape %s: %s"
            .formatted(
                Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(",")),
                tensor.name(),
                Types.text(tensor.row()),
                problem));
  }

  private AttributionException invalid(String parameter, String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method.name(), parameter, problem);
  }
}
