package io.attributable.samples.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryDemoTest {
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void showsAllSamplesInOnePageThatNeedsNoNetwork() throws IOException {
    MadeGallery made = MadeGallery.get();
    assertThat(made.status()).isZero();
    assertThat(made.err()).isEmpty();
    assertThat(made.out()).contains("Gallery   " + made.folder().resolve("index.html"));
    String page = Files.readString(made.folder().resolve("index.html"));
    assertThat(page)
        .contains("id=\"credit\"", "id=\"images\"", "id=\"reviews\"", "id=\"gestures\"")
        .contains("Application 11: declined", "Standing of the checking account: overdrawn")
        .contains("A 9, read as 4", "Against the film (in favour: 34 %)", "gun drawn")
        .contains("./attributable explain", "public Attribution explain(");
    assertThat(made.folder().resolve("digits/index.html")).exists();
    assertNamesAreUnique(page);
    assertPicturesHaveWords(page);
    assertThat(found(ADDRESS, page))
        .allMatch(address -> address.startsWith("#") || address.startsWith("d"));
  }

  private static void assertNamesAreUnique(String page) {
    assertThat(found(ID, page)).doesNotHaveDuplicates().hasSizeGreaterThan(20);
  }

  private static List<String> found(Pattern pattern, String page) {
    return pattern.matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
  }

  /** For those who do not see them. */
  private static void assertPicturesHaveWords(String page) {
    int pictures = page.split("<svg", -1).length - 1;
    assertThat(pictures).isGreaterThan(15);
    assertThat(page.split("</desc>", -1)).hasSize(pictures + 1);
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(run("--out", "here")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Usage: ");
  }

  @Test
  void aMissingSampleIsTold() {
    assertThat(run("--samples", folder.toString(), "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("approved.npy");
  }

  private int run(String... arguments) {
    return new GalleryDemo(print(new ByteArrayOutputStream()), print(err)).run(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
