package io.attributable.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.attributable.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Writes what a shell can do for the command line without starting a JVM: the completion of words,
 * and the help of each command, plain and for terminals. The build of the distribution runs it.
 */
public final class ShellTexts {
  private ShellTexts() {}

  /**
   * Writes the texts: {@code attributable.bash}, and below {@code help} a {@code COMMAND.txt} and a
   * {@code COMMAND.ansi} for each command and for {@code attributable} itself.
   *
   * @param arguments the folder to write into
   * @throws IOException if it cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CommandLine line = AttributableCommand.commandLine();
    write(folder.resolve("attributable.bash"), AutoComplete.bash(line.getCommandName(), line));
    writeHelp(folder, line);
    for (CommandLine command : line.getSubcommands().values()) {
      writeHelp(folder, command);
    }
  }

  private static void writeHelp(Path folder, CommandLine command) throws IOException {
    Path file = folder.resolve("help").resolve(command.getCommandName());
    write(file.resolveSibling(file.getFileName() + ".txt"), command.getUsageMessage(Ansi.OFF));
    write(file.resolveSibling(file.getFileName() + ".ansi"), command.getUsageMessage(Ansi.ON));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.write(file, text.getBytes(UTF_8));
  }
}
