package io.attributable.samples.digits;

import io.attributable.AttributionException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Explains a few handwritten digits and writes the pictures and one web page.
 *
 * <pre>{@code
 * DigitsDemo --out demo-out
 * }</pre>
 *
 * <p>Exit status: 0 all well, 1 failed, 2 wrong usage.
 */
public final class DigitsDemo {
  private static final String USAGE = "Usage: DigitsDemo [--out DIR]    DIR is demo-out by default";

  private final PrintStream out;
  private final PrintStream err;

  /** Prints to the given streams. */
  public DigitsDemo(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the demo and ends the program with its exit status. */
  public static void main(String[] args) {
    // Pictures are drawn into memory; there need not be a screen.
    System.setProperty("java.awt.headless", "true");
    System.exit(new DigitsDemo(System.out, System.err).run(args));
  }

  /** Explains and writes; gives the exit status. */
  public int run(String... args) {
    if (args.length == 1 && args[0].equals("--help")) {
      out.println(USAGE);
      return 0;
    }
    if (args.length != 0 && !(args.length == 2 && args[0].equals("--out"))) {
      err.println(USAGE);
      return 2;
    }
    return run(Path.of(args.length == 0 ? "demo-out" : args[1]));
  }

  private int run(Path folder) {
    try {
      show(explain(), folder);
      return 0;
    } catch (AttributionException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("The demo could not write its files: " + e);
    }
    return 1;
  }

  private static List<DigitExplanation> explain() throws IOException {
    try (SampleFiles files = SampleFiles.unpack();
        DigitsExplainer explainer = DigitsExplainer.load(files.model())) {
      return new Inquiry(explainer).explain(DigitReader.read(files.images(), files.labels()));
    }
  }

  private void show(List<DigitExplanation> explanations, Path folder) throws IOException {
    PictureFolder pictures = new PictureFolder(folder);
    for (DigitExplanation explanation : explanations) {
      pictures.write(explanation);
    }
    Path page = folder.resolve("index.html");
    Files.writeString(page, new DigitPage().write(explanations), StandardCharsets.UTF_8);

    Summary.print(out, explanations);
    out.println();
    out.println("Page      " + page.toAbsolutePath().normalize());
    out.println("Pictures  " + pictures.written() + " PNG files beside it, in digit-1 and so on");
  }
}
