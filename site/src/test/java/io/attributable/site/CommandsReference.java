package io.attributable.site;

import io.attributable.cli.AttributableCommand;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes docs/reference/commands.md. */
final class CommandsReference {
  private CommandsReference() {}

  static CommandLine commands() {
    return new CommandLine(AttributableCommand.class).setCaseInsensitiveEnumValuesAllowed(true);
  }

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Commands and their options

        Every command of `./attributable`, with its arguments and options, as `--help` has them. A test writes this page of the code and fails when it is
        stale. How to use them: [cli.md](../cli.md). Parameters of methods by method: [methods.md](methods.md).

        Behind every command stand `--help` and `--verbose`, which shows TensorFlow's log and the stack traces of failures.
        """);
    commands().getSubcommands().forEach((name, command) -> command(name, command, text));
    return text.toString();
  }

  private static void command(String name, CommandLine line, StringBuilder text) {
    var spec = line.getCommandSpec();
    String description = words(spec.usageMessage().description());
    text.append("\n## %s%n%s%n".formatted(name, description));
    text.append("\n| | meaning |\n|---|---|\n");
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      row(argument.paramLabel(), words(argument.description()), text);
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && !option.inherited() && !option.usageHelp() && !option.versionHelp()) {
        row(names(option), words(option.description()), text);
      }
    }
  }

  private static void row(String name, String meaning, StringBuilder text) {
    text.append("| `%s` | %s |%n".formatted(GeneratedPage.cell(name), GeneratedPage.cell(meaning)));
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    boolean valued = option.arity().max() > 0;
    return valued ? names + " " + option.paramLabel() : names;
  }

  private static String words(String[] description) {
    return Arrays.stream(description)
        .map(line -> line.replace("%%", "%").replace("%n", " "))
        .collect(Collectors.joining(" "))
        .replace("<", "&lt;");
  }
}
