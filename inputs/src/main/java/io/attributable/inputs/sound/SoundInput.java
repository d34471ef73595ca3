package io.attributable.inputs.sound;

import io.attributable.AttributionException;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.SoundView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Makes samples of sounds, for inputs of shape [samples], [examples, samples] or that and 1. */
public final class SoundInput {
  private SoundInput() {}

  /**
   * Reads sounds, one per example.
   *
   * @param said how many samples per second the model takes
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  public static ReadInput read(
      NamedTensor input, InputContent.Audio said, List<Content> files, ReadLimits limits) {
    List<SoundView> sounds = new ArrayList<>();
    for (Content content : files) {
      SoundView sound = SoundFile.read(new NamedFile(content, input.role()), limits);
      check(input, said, sound, sounds.isEmpty() ? sound : sounds.get(0));
      sounds.add(sound);
    }
    Shape shape = shape(input, files, sounds);
    List<Object> samples = new ArrayList<>();
    InputDtype dtype = input.dtype(files.get(0).name());
    boolean wide = dtype == InputDtype.FLOAT64;
    for (SoundView sound : sounds) {
      sound
          .samples()
          .scalars()
          .forEach(
              sample ->
                  samples.add(wide ? (Object) (double) sample.getFloat() : sample.getFloat()));
    }
    return new ReadInput(
        Map.of(input.name(), dtype.array(shape, samples)),
        new InputView.Sounds(input.name(), List.of(input.name()), sounds),
        List.of());
  }

  private static void check(
      NamedTensor input, InputContent.Audio said, SoundView sound, SoundView first) {
    String file = sound.origin();
    if (!input.dtype(file).isFloat()) {
      throw input.conversion(file, "samples are floating-point numbers", "");
    }
    if (said.rate() > 0 && sound.rate() != said.rate()) {
      throw input.conversion(
          file,
          "it has %d samples per second, but the model takes %d"
              .formatted(sound.rate(), said.rate()),
          "Resample it before.");
    }
    long found = sound.samples().size();
    long stated = input.rank() < 1 ? -1 : input.lengths().get(input.rank() == 1 ? 0 : 1);
    if (stated >= 0 && found != stated) {
      throw input.conversion(
          file,
          "it has %d samples, but the model takes %d".formatted(found, stated),
          "Cut or lengthen it before.");
    }
    if (found != first.samples().size()) {
      throw input.conversion(
          file,
          "it has %d samples, but the first one %d".formatted(found, first.samples().size()),
          "Give sounds of one length, or one at a time.");
    }
  }

  private static Shape shape(NamedTensor input, List<Content> files, List<SoundView> sounds) {
    long length = sounds.get(0).samples().size();
    boolean column = input.rank() == 3 && input.lengths().get(2) == 1;
    if (input.rank() == 1 && files.size() == 1) {
      return Shape.of(length);
    }
    if (input.rank() == 2 || column) {
      return column ? Shape.of(files.size(), length, 1) : Shape.of(files.size(), length);
    }
    throw input.conversion(
        files.get(0).name(),
        input.rank() == 1 ? "it takes a single sound" : "its shape is not that of samples",
        "Give the samples as an array: NAME=FILE.npy.");
  }
}
