package io.attributable.tensorflow.internal.contract;

import java.util.Arrays;
import java.util.List;

/**
 * Compares type and shape of layers' tensors. Shapes are less specific at compile time than in
 * TensorFlow, which infers them while it loads the model, so that unknown dimensions agree with
 * any.
 */
final class ModelContractShape {
  private static final String UNKNOWN_RANK = "unknown";
  private static final String UNKNOWN_LENGTH = "?";

  private ModelContractShape() {}

  /** Whether two texts such as {@code float32 [?,10]} can be about the same tensor. */
  static boolean agree(String before, String now) {
    int typeEnd = before.indexOf(' ');
    return now.startsWith(before.substring(0, typeEnd + 1))
        && shapesAgree(before.substring(typeEnd + 1), now.substring(typeEnd + 1));
  }

  private static boolean shapesAgree(String before, String now) {
    if (before.equals(UNKNOWN_RANK) || now.equals(UNKNOWN_RANK)) {
      return true;
    }
    List<String> left = lengths(before);
    List<String> right = lengths(now);
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!lengthsAgree(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean lengthsAgree(String before, String now) {
    return before.equals(now) || before.equals(UNKNOWN_LENGTH) || now.equals(UNKNOWN_LENGTH);
  }

  private static List<String> lengths(String shape) {
    String inside = shape.substring(1, shape.length() - 1);
    return inside.isEmpty() ? List.of() : Arrays.asList(inside.split(",", -1));
  }
}
