package io.attributable.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The value of an option that needs none: what is joined to it ({@code --relu=no}), or the next
 * word, if it is one of its values. Any other word, such as a model's directory, is left to the
 * command.
 */
final class FlagValue implements IParameterPreprocessor {
  /** What picocli says of a value that is a word of its own. */
  private static final Object APART = " ";

  private final List<String> values;

  FlagValue(List<String> values) {
    this.values = values;
  }

  @Override
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    boolean apart = APART.equals(info.get("separator"));
    if (apart && (words.isEmpty() || !values.contains(words.peek().toLowerCase(Locale.ROOT)))) {
      words.push(String.valueOf(true));
    }
    return false;
  }
}
