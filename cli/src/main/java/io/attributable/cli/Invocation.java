package io.attributable.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** How a command was called: where it speaks, what was written, and how it refuses that. */
@Command // Has no options of its own, which picocli would ask for otherwise.
final class Invocation {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private Terminal parent;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec command;

  /** Standard output and error output. */
  Console console() {
    return parent.console();
  }

  /** What was written. */
  ParseResult written() {
    return command.commandLine().getParseResult();
  }

  /** The command that was called. */
  CommandSpec command() {
    return command;
  }

  /** What is thrown where options cannot be meant so. */
  ParameterException refused(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
