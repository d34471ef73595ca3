package io.attributable.cli.reply;

import io.attributable.Target;
import java.util.List;
import java.util.Optional;

/**
 * What people call what a reply is about.
 *
 * @param classes the names of the output's classes; none where nobody named them
 * @param target what was explained
 * @param inputNotes what was assumed when inputs were read, as sentences
 */
public record ReplyNames(List<String> classes, Target target, List<String> inputNotes) {
  /** Nothing has a name. */
  public static final ReplyNames NONE = new ReplyNames(List.of(), Target.none(), List.of());

  /** Copies the lists. */
  public ReplyNames {
    classes = List.copyOf(classes);
    inputNotes = List.copyOf(inputNotes);
  }

  /** The name of the target's class; empty if it is none, or has no name. */
  Optional<String> classOf(Target explained) {
    if (!(explained instanceof Target.Index index) || index.index().size() != 1) {
      return Optional.empty();
    }
    int at = index.index().get(0);
    int place = at < 0 ? at + classes.size() : at;
    return place >= 0 && place < classes.size()
        ? Optional.of(classes.get(place))
        : Optional.empty();
  }
}
