package io.attributable.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: listed here for the help. The launcher itself runs the samples, which are
 * applications of the library and no part of the command line.
 */
@Command(
    name = "demo",
    description = "Runs the samples and shows what they explain in a page of pictures.")
final class DemoCommand implements Runnable {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page and its pictures go (default: samples/gallery/target/demo).")
  @SuppressWarnings("UnusedVariable") // The launcher reads it.
  private @Nullable Path out;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "The demo is run by the launcher: ./attributable demo");
  }
}
