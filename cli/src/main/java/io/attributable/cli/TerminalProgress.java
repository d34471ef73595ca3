package io.attributable.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;

/** A progress bar, drawn over and over on the same line of a terminal, and removed at the end. */
final class TerminalProgress implements Progress {
  private static final int WIDTH = 79;
  private static final String START_OF_LINE = "\r";
  private static final String CLEARED_LINE = "\r\033[K";

  private final PrintWriter terminal;
  private final ProgressBar bar;

  private TerminalProgress(PrintWriter terminal, String task, int steps) {
    this.terminal = terminal;
    this.bar =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
            .build();
  }

  /**
   * Starts a bar.
   *
   * @param device the terminal
   */
  static TerminalProgress on(Path device, String task, int steps) throws IOException {
    BufferedWriter writer = Files.newBufferedWriter(device, StandardOpenOption.WRITE);
    return new TerminalProgress(new PrintWriter(writer), task, steps);
  }

  @Override
  public void step() {
    bar.step();
  }

  @Override
  public void to(long done) {
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
    terminal.print(CLEARED_LINE);
    terminal.close();
  }

  private void draw(String drawing) {
    terminal.print(START_OF_LINE + drawing);
    terminal.flush();
  }
}
