package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Names of an output's classes, by which targets can be written.
 *
 * @param names in the order of the output's numbers; none where a model card names none
 * @param otherwise what is told of a name where none applies, such as that the card names those of
 *     another output; empty for nothing
 */
public record ClassNames(List<String> names, String otherwise) {
  /** No class has a name. */
  public static final ClassNames NONE = new ClassNames(List.of());

  /** Copies the list. */
  public ClassNames {
    Objects.requireNonNull(otherwise, "otherwise");
    names = List.copyOf(names);
  }

  /** Names that apply, or none. */
  public ClassNames(List<String> names) {
    this(names, "");
  }

  /** The target of a name, or of a name per example, separated by commas; empty if it is none. */
  Optional<Target> target(String text) {
    int whole = index(text);
    if (whole >= 0) {
      return Optional.of(Target.of(whole));
    }
    int[] each = Arrays.stream(text.split(",", -1)).mapToInt(this::index).toArray();
    return each.length > 1 && Arrays.stream(each).allMatch(index -> index >= 0)
        ? Optional.of(Target.perExample(each))
        : Optional.empty();
  }

  /**
   * The index of a name; -1 if no class has it.
   *
   * @throws AttributionException TARGET_INVALID if several classes have it
   */
  int index(String name) {
    String wanted = name.strip();
    int first = names.indexOf(wanted);
    if (first != names.lastIndexOf(wanted)) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          "\"" + wanted + "\"",
          "the model card calls classes %d and %d so; give the number that is meant"
              .formatted(first, names.lastIndexOf(wanted)));
    }
    return first;
  }

  /** The end of a message about a name that no class has; empty where none has a name. */
  String instead(String text) {
    if (names.isEmpty()) {
      return otherwise;
    }
    List<String> nearest = Suggestions.nearest(text.strip(), names);
    return nearest.isEmpty()
        ? "; the model card names %d classes, from \"%s\" to \"%s\""
            .formatted(names.size(), names.get(0), names.get(names.size() - 1))
        : "; of the model card's classes \"%s\" is nearest".formatted(nearest.get(0));
  }
}
