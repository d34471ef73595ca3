package io.attributable.samples.gallery;

import io.attributable.Attribution;
import io.attributable.samples.gestures.Kind;
import io.attributable.samples.gestures.Recording;
import io.attributable.samples.gestures.WhyGesture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two movements of a hand: one of each kind. */
final class GesturesSection {
  private static final int WIDE = 480;
  private static final int NARROW = 320;
  private static final String SOURCE = "src/main/java/io/attributable/samples/gestures/";

  /** The first of each kind among the sample's recordings. */
  private static final int[] SHOWN = {0, 2};

  private final Path sample;

  GesturesSection(Path sample) {
    this.sample = sample;
  }

  Section write() throws IOException {
    return new Section(
        "gestures",
        "When did the movement give itself away?",
        "The curve is the height of a hand that draws a gun from its holster and puts it back, or"
            + " points with a finger. Red moments speak for what the network decided, blue ones"
            + " against it, compared with the mean of the other movement.",
        parts(),
        List.of(
            "./attributable explain samples/gestures/models/gestures"
                + " --input hand=samples/gestures/recordings.npy --out why"),
        Source.declaration(sample.resolve(SOURCE + "Gestures.java"))
            + "\n\n"
            + Source.method(sample.resolve(SOURCE + "WhyGesture.java"), "explain"),
        "samples/gestures");
  }

  private List<Part> parts() throws IOException {
    List<Recording> recordings = Recording.read(sample.resolve("recordings.npy"));
    List<Part> parts = new ArrayList<>();
    try (WhyGesture why = WhyGesture.open(sample.resolve("models/gestures"))) {
      for (int shown : SHOWN) {
        parts.add(part(why, recordings.get(shown)));
      }
    }
    return parts;
  }

  private static Part part(WhyGesture why, Recording recording) {
    Kind kind = why.kind(recording);
    Attribution moments = why.explain(recording, kind);
    return Part.of("Recording %d: %s".formatted(recording.number(), kind), "")
        .and(
            WhyGesture.draw(recording, kind, moments, WIDE),
            WhyGesture.draw(recording, kind, moments, NARROW));
  }
}
