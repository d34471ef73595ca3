package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is no exception, and is told like one. */
class FailuresOfTheJvmTest {
  /** A command that fails. */
  @Command(name = "fail")
  private record Failing(Error failure) implements Runnable {
    @Override
    public void run() {
      throw failure;
    }
  }

  private static CommandRun run(Error failure) {
    StringWriter err = new StringWriter();
    CommandLine line = AttributableCommand.commandLine().setErr(new PrintWriter(err));
    line.addSubcommand(new Failing(failure));
    return new CommandRun(line.execute("fail"), "", err.toString());
  }

  @Test
  void aFullHeap() {
    CommandRun run = run(new OutOfMemoryError("Java heap space"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("[OutOfMemory]")
        .contains("attributable fail", "Java heap space", "-Xmx")
        .doesNotContain("\tat ");
  }

  @Test
  void aFullStack() {
    CommandRun run = run(new StackOverflowError());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("[Internal]").doesNotContain("\tat ");
  }
}
