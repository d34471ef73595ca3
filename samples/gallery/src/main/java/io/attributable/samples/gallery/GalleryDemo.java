package io.attributable.samples.gallery;

import io.attributable.AttributionException;
import io.attributable.samples.digits.DigitsDemo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs all samples and writes one page that shows what they say.
 *
 * <pre>{@code
 * GalleryDemo --samples samples --out demo-out
 * }</pre>
 *
 * <p>Exit status: 0 all well, 1 failed, 2 wrong usage.
 */
public final class GalleryDemo {
  private static final String USAGE =
      "Usage: GalleryDemo --samples DIR --out DIR    DIR of the samples, and of the page";

  private final PrintStream out;
  private final PrintStream err;

  /** Prints to the given streams. */
  GalleryDemo(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the demo and ends the program with its exit status. */
  public static void main(String[] arguments) {
    // Pictures are drawn into memory; there need not be a screen.
    System.setProperty("java.awt.headless", "true");
    System.exit(new GalleryDemo(System.out, System.err).run(arguments));
  }

  /** The exit status. */
  int run(String... arguments) {
    String samples = value("--samples", arguments);
    String folder = value("--out", arguments);
    if (samples == null || folder == null || arguments.length != 4) {
      err.println(USAGE);
      return 2;
    }
    try {
      return write(Path.of(samples), Path.of(folder));
    } catch (AttributionException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("The demo could not read or write its files: " + e);
    }
    return 1;
  }

  private static @Nullable String value(String option, String... arguments) {
    int at = List.of(arguments).indexOf(option);
    return at < 0 || at + 1 == arguments.length ? null : arguments[at + 1];
  }

  private int write(Path samples, Path folder) throws IOException {
    List<Section> sections = new ArrayList<>();
    sections.add(new CreditSection(samples.resolve("credit")).write());
    sections.add(new ImagesSection(samples.resolve("images")).write());
    sections.add(new ReviewsSection(samples.resolve("reviews")).write());
    sections.add(new GesturesSection(samples.resolve("gestures")).write());
    int digits = new DigitsDemo(out, err).run("--out", folder.resolve("digits").toString());
    Path page = folder.resolve("index.html");
    Files.writeString(page, Page.write(sections), StandardCharsets.UTF_8);
    out.println();
    out.println("Gallery   " + page.toAbsolutePath().normalize());
    return digits;
  }
}
