package io.attributable.samples.gallery;

import io.attributable.samples.images.WhyDigit;
import io.attributable.samples.images.WhyPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;

/** Two handwritten digits: one that was read right, and one that was not. */
final class ImagesSection {
  private static final String SOURCE = "src/main/java/io/attributable/samples/images/";

  private final Path sample;

  ImagesSection(Path sample) {
    this.sample = sample;
  }

  Section write() throws IOException {
    return new Section(
        "images",
        "What did the network look at?",
        "A small convolutional network reads handwritten digits. Grad-CAM shows which places of its"
            + " last convolution speak for the digit, integrated gradients what each pixel says"
            + " compared with black (red for the digit, blue against it), XRAI whole regions.",
        parts(),
        List.of(
            "./attributable explain samples/images/models/handwriting"
                + " --input image=samples/images/seven.png --out why",
            "./attributable explain samples/images/models/handwriting"
                + " --input image=samples/images/seven.png --layer input:image --method xrai"
                + " --out why"),
        Source.declaration(sample.resolve(SOURCE + "Handwriting.java"))
            + "\n\n"
            + Source.method(sample.resolve(SOURCE + "WhyDigit.java"), "places")
            + "\n\n"
            + Source.method(sample.resolve(SOURCE + "WhyDigit.java"), "pixels")
            + "\n\n"
            + Source.method(sample.resolve(SOURCE + "WhyDigit.java"), "regions"),
        "samples/images");
  }

  private List<Part> parts() {
    Path model = sample.resolve("models/handwriting");
    try (WhyDigit why = WhyDigit.open(model)) {
      FloatNdArray seven = why.image(sample.resolve("seven.png"));
      FloatNdArray mistaken = why.image(sample.resolve("mistaken.png"));
      int digit = why.read(seven);
      int wrong = why.read(mistaken);
      return List.of(
          Part.of("Read as " + digit, "")
              .and("The image", WhyPictures.original(seven))
              .and("Grad-CAM", WhyPictures.places(seven, why.places(seven, digit)))
              .and("Integrated gradients", WhyPictures.pixels(seven, why.pixels(seven, digit)))
              .and("XRAI", WhyPictures.regions(seven, why.regions(seven, digit))),
          Part.of(
                  "A 9, read as " + wrong,
                  "The same pixels, asked about both digits: what speaks for one speaks against the"
                      + " other.")
              .and("The image", WhyPictures.original(mistaken))
              .and("Why a " + wrong, WhyPictures.pixels(mistaken, why.pixels(mistaken, wrong)))
              .and("Why not a 9", WhyPictures.pixels(mistaken, why.pixels(mistaken, 9))));
    }
  }
}
