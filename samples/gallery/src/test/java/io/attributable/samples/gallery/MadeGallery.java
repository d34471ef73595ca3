package io.attributable.samples.gallery;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The gallery of all samples, made once for all tests: that takes longer than to look at it.
 *
 * @param folder where it is
 * @param status what the demo ended with
 * @param out what it printed
 * @param err what it complained about
 */
record MadeGallery(Path folder, int status, String out, String err) {
  static MadeGallery get() {
    return Once.GALLERY;
  }

  private static MadeGallery make() {
    Path folder = Path.of("target/gallery").toAbsolutePath();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new GalleryDemo(print(out), print(err)).run("--samples", "..", "--out", folder.toString());
    return new MadeGallery(
        folder, status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static final class Once {
    static final MadeGallery GALLERY = make();
  }
}
