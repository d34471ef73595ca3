package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code attributable}: the command line as a whole. */
@Command(
    name = "attributable",
    description = "Explains the predictions of TensorFlow SavedModels.",
    synopsisSubcommandLabel = "COMMAND",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      InspectCommand.class,
      PreflightCommand.class,
      ExplainCommand.class,
      VerifyCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      CardCommand.class,
      BenchCommand.class,
      ServeCommand.class,
      DiffCommand.class,
      EvaluateCommand.class,
      AuditCommand.class,
      ReplayCommand.class,
      RedactCommand.class,
      DriftCommand.class,
      CheckCommand.class,
      LockCommand.class,
      DemoCommand.class
    })
public final class AttributableCommand implements Runnable, Terminal {
  private static final int NOT_WRITTEN = 1;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows TensorFlow's log and the stack traces of failures.")
  private boolean verbose;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  /** For picocli. */
  AttributableCommand() {}

  /** Runs a command and ends the JVM with its exit status. */
  public static void main(String[] arguments) {
    Launcher.follow();
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, for the launcher and for tests. */
  static CommandLine commandLine() {
    AttributableCommand command = new AttributableCommand();
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUnmatchedOptionsAllowedAsOptionParameters(false)
        .setExecutionStrategy(words -> command.checked(command.execute(words)))
        .setParameterExceptionHandler((failure, words) -> command.refuse(failure))
        .setExecutionExceptionHandler((failure, line, words) -> command.refuse(failure));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }

  /** Where this command and its subcommands speak. */
  @Override
  public Console console() {
    CommandLine line = spec.commandLine();
    return new Console(line.getOut(), line.getErr(), verbose);
  }

  /** picocli looks after exceptions alone. */
  private int execute(ParseResult words) {
    try {
      return new RunLast().execute(words);
    } catch (OutOfMemoryError e) {
      return refuse(
          new AttributionException(
                  ErrorCode.OUT_OF_MEMORY, name(words), String.valueOf(e.getMessage()))
              .causedBy(e));
    } catch (StackOverflowError e) {
      return refuse(new AttributionException(ErrorCode.INTERNAL, e.toString()).causedBy(e));
    }
  }

  private static String name(ParseResult words) {
    List<CommandLine> lines = words.asCommandLineList();
    return lines.get(lines.size() - 1).getCommandSpec().qualifiedName();
  }

  /** Output that could not be written, on a full disk or a closed pipe, is a failure. */
  private int checked(int status) {
    // The writer flushes into a stream that keeps its failures to itself.
    if (!spec.commandLine().getOut().checkError() && !System.out.checkError()) {
      return status;
    }
    console()
        .fail(
            "",
            new AttributionException(
                ErrorCode.UNWRITABLE_FILE, "standard output", "it is full, or was closed"));
    return Math.max(status, NOT_WRITTEN);
  }

  private int refuse(Exception failure) {
    AttributionException reported = reported(failure);
    console().fail("", reported);
    return reported.code() == ErrorCode.INTERNAL ? ExitCode.SOFTWARE : ExitCode.USAGE;
  }

  private static AttributionException reported(Exception failure) {
    if (failure instanceof AttributionException own) {
      return own;
    }
    if (failure instanceof ParameterException usage) {
      String name = usage.getCommandLine().getCommandSpec().qualifiedName();
      return new AttributionException(ErrorCode.USAGE, String.valueOf(usage.getMessage()), name);
    }
    return new AttributionException(ErrorCode.INTERNAL, failure.toString()).causedBy(failure);
  }
}
