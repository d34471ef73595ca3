package io.attributable.cli.request;

import io.attributable.Suggestions;
import io.attributable.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names of an output's classes, by which targets can be written.
 *
 * @param names in the order of the output's numbers; none where a model card names none
 */
public record ClassNames(List<String> names) {
  /** No class has a name. */
  public static final ClassNames NONE = new ClassNames(List.of());

  /** Copies the list. */
  public ClassNames {
    names = List.copyOf(names);
  }

  /** The target of a name, or of a name per example, separated by commas; empty if it is none. */
  Optional<Target> target(String text) {
    int whole = names.indexOf(text.strip());
    if (whole >= 0) {
      return Optional.of(Target.of(whole));
    }
    int[] each = Arrays.stream(text.split(",", -1)).mapToInt(this::index).toArray();
    return each.length > 1 && Arrays.stream(each).allMatch(index -> index >= 0)
        ? Optional.of(Target.perExample(each))
        : Optional.empty();
  }

  /** The index of a name; -1 if no class has it. */
  int index(String name) {
    return names.indexOf(name.strip());
  }

  /** The end of a message about a name that no class has; empty where none has a name. */
  String instead(String text) {
    if (names.isEmpty()) {
      return "";
    }
    List<String> nearest = Suggestions.nearest(text.strip(), names);
    return nearest.isEmpty()
        ? "; the model card names %d classes, from \"%s\" to \"%s\""
            .formatted(names.size(), names.get(0), names.get(names.size() - 1))
        : "; of the model card's classes \"%s\" is nearest".formatted(nearest.get(0));
  }
}
