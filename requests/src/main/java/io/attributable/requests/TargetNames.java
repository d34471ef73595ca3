package io.attributable.requests;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.List;

/**
 * Targets, which may be names of classes.
 *
 * @param classes in the order of the output's numbers; none where nobody named them
 */
public record TargetNames(List<String> classes) {
  private static final String WHOLE_NUMBER = "-?\\d{1,9}";

  /**
   * A target as JSON has it, or as model cards do, which write numbers as texts, too.
   *
   * @throws io.attributable.AttributionException TARGET_INVALID
   */
  public Target read(Object value) {
    return Target.read(
        value instanceof List<?> each
            ? each.stream().<Object>map(this::index).toList()
            : index(value));
  }

  private Object index(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    String name = text.strip();
    int named = classes.indexOf(name);
    if (named != classes.lastIndexOf(name)) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          "\"" + name + "\"",
          "the model card calls classes %d and %d so; give the number that is meant"
              .formatted(named, classes.lastIndexOf(name)));
    }
    if (named >= 0) {
      return named;
    }
    return text.matches(WHOLE_NUMBER) ? (Object) Integer.valueOf(text) : text;
  }
}
